import { bookings, db } from '@ferry/db'
import { queueName, type Booking } from '@ferry/fares'
import { Queue } from 'bullmq'
import Fastify from 'fastify'

const queue = new Queue<Booking>(queueName, { connection: { url: process.env.REDIS_URL ?? 'redis://localhost:6379' } })
const app = Fastify({ logger: true, trustProxy: process.env.FORWARDED_ALLOW_IPS ?? false })

app.get('/health', async () => ({ status: 'ok' }))
app.get('/seen', async ({ ip, protocol }) => ({ ip, protocol }))
app.get('/bookings', async () => db.select().from(bookings).orderBy(bookings.id))
app.post<{ Body: { passenger: string; seats: number } }>('/bookings', async (request, reply) => {
  const [made] = await db.insert(bookings).values(request.body).returning()
  await queue.add('price', { id: made!.id, seats: made!.seats })
  return reply.code(201).send(made)
})

await app.listen({ host: '0.0.0.0', port: Number(process.env.PORT ?? 4000) })
