import { connection } from 'next/server'
import { products } from './products'

export default async function Page() {
  // Rendered at each request: the number of days is this deployment's.
  await connection()
  const days = process.env.DELIVERY_DAYS ?? '3'
  return (
    <main>
      <h1>{process.env.NEXT_PUBLIC_SHOP_NAME ?? 'Storefront'}</h1>
      <img src="/lamp.svg" alt="a lamp" width={64} height={64} />
      <ul>
        {products.map(({ name, cents }) => (
          <li key={name}>
            {name}: {(cents / 100).toFixed(2)} €
          </li>
        ))}
      </ul>
      <p>With you in {days} days.</p>
    </main>
  )
}
