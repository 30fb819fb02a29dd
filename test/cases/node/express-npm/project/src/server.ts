import express from 'express'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL! })
const key = process.env.SESSION_SECRET!
const app = express()

app.get('/health', (_request, response) => {
  response.json({ status: 'ok' })
})
app.get('/orders', async (_request, response) => {
  response.json({ key: key.length, rows: (await pool.query('select 1')).rows })
})

const port = Number(process.env.PORT ?? 4000)
const server = app.listen(port)
process.on('SIGTERM', () => server.close(() => process.exit(0)))
