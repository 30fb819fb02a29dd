import Fastify from 'fastify'
import { label } from '@orders/label'

const app = Fastify({ logger: true })
app.get('/health', async () => ({ status: 'ok' }))
app.get('/orders', async () => ({ label: label('orders') }))

await app.listen({ host: '0.0.0.0', port: Number(process.env.PORT ?? 4000) })
