const server = process.env.INTERNAL_API_URL ?? 'http://localhost:8000'

export default async function Page() {
  const orders = await (await fetch(`${server}/api/v1/orders`, { cache: 'no-store' })).json()
  return <a href={`${process.env.NEXT_PUBLIC_API_URL}/docs`}>{orders.length}</a>
}
