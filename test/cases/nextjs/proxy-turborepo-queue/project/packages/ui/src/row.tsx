export function Row({ passenger, seats, cents }: { passenger: string; seats: number; cents: number | null }) {
  return (
    <li>
      {passenger}, {seats} seats: {cents === null ? 'being priced' : `${(cents / 100).toFixed(2)} €`}
    </li>
  )
}
