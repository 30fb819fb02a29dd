export default function Page() {
  return <a href={process.env.NEXT_PUBLIC_SITE_URL ?? 'http://localhost:3000'}>home</a>
}
