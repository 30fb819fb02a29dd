'use client'

import { Row } from '@ferry/ui/row'
import { useEffect, useState, type FormEvent } from 'react'

const api = process.env.NEXT_PUBLIC_API_URL ?? 'http://localhost:4000'

type Booking = { id: number; passenger: string; seats: number; cents: number | null }

export function BookingForm({ known }: { known: Booking[] }) {
  const [bookings, setBookings] = useState(known)
  useEffect(() => {
    const timer = setInterval(async () => setBookings(await (await fetch(`${api}/bookings`)).json()), 500)
    return () => clearInterval(timer)
  }, [])
  async function book(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const body = JSON.stringify({ passenger: form.get('passenger'), seats: Number(form.get('seats')) })
    await fetch(`${api}/bookings`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  }
  return (
    <form onSubmit={book}>
      <input name="passenger" placeholder="Passenger" />
      <input name="seats" type="number" defaultValue={1} />
      <button>Book</button>
      <ul>
        {bookings.map((one) => (
          <Row key={one.id} {...one} />
        ))}
      </ul>
    </form>
  )
}
