import express from 'express'
import { label } from '@depot/label'

const app = express()
app.get('/healthz', (_request, response) => {
  response.json({ status: 'ok' })
})
app.get('/', (_request, response) => {
  response.send(label('depot'))
})
app.listen(Number(process.env.PORT ?? 3100))
