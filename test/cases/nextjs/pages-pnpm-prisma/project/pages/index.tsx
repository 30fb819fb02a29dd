export default function Home() {
  return <p>booking</p>
}
