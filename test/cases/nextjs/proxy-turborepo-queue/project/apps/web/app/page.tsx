import { BookingForm } from './booking-form'

// Asked by the server, so that the first answer has them.
const api = process.env.API_URL ?? 'http://localhost:4000'

export const dynamic = 'force-dynamic'

export default async function Page() {
  const bookings = await (await fetch(`${api}/bookings`)).json()
  return (
    <main>
      <h1>Ferry</h1>
      <BookingForm known={bookings} />
    </main>
  )
}
