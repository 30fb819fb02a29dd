import { prisma } from '@ledger/db'
import Fastify from 'fastify'

const app = Fastify()
app.get('/health', async () => ({ status: 'ok' }))
app.get('/entries', async () => prisma.entry.findMany())
await app.listen({ host: '0.0.0.0', port: Number(process.env.PORT ?? 4100) })
