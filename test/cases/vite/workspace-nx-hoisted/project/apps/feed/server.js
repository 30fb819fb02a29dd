import express from 'express'
import Redis from 'ioredis'
import { label } from '@board/text'

const redis = new Redis(process.env.REDIS_URL)
const app = express()
app.get('/health', async (_request, response) => {
  await redis.ping()
  response.send(label('ok'))
})
app.listen(process.env.PORT ?? 3333)
