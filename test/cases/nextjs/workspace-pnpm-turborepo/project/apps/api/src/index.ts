import { serve } from '@hono/node-server'
import { greeting } from '@harbour/shared'
import { Hono } from 'hono'
import { Pool } from 'pg'

const pool = new Pool({ connectionString: process.env.DATABASE_URL })
const app = new Hono()

app.get('/health', (c) => c.json({ status: 'ok' }))
app.get('/berths', async (c) => {
  const { rows } = await pool.query('select now() as now')
  return c.json({ greeting: greeting('berths'), rows })
})

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 8787) })
