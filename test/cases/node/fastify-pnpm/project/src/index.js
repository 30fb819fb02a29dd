import Fastify from 'fastify'
import Redis from 'ioredis'

const redis = new Redis(process.env.REDIS_URL)
const app = Fastify({ logger: { level: process.env.LOG_LEVEL ?? 'info' } })

app.get('/healthz', async () => ({ status: 'ok' }))
app.get('/', async () => ({ hits: await redis.incr('hits') }))

await app.listen({ port: 8080, host: '0.0.0.0' })
