import { bookings, db, eq } from '@ferry/db'
import { fareOf, queueName, type Booking } from '@ferry/fares'
import { Worker } from 'bullmq'

const worker = new Worker<Booking>(
  queueName,
  async ({ data }) => {
    await db.update(bookings).set({ cents: fareOf(data) }).where(eq(bookings.id, data.id))
  },
  { connection: { url: process.env.REDIS_URL ?? 'redis://localhost:6379' } },
)

process.on('SIGTERM', async () => {
  await worker.close()
  process.exit(0)
})
