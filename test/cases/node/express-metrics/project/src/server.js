import express from 'express'
import { collectDefaultMetrics, register } from 'prom-client'

collectDefaultMetrics()
const app = express()

app.get('/healthz', (_, response) => response.send('ok'))
app.get('/items', (_, response) => response.json([]))
app.get('/items/:id', (request, response) => response.json(request.params))
app.get('/internal/metrics', async (_, response) => response.type(register.contentType).send(await register.metrics()))

app.listen(process.env.PORT ?? 3000)
