import { priceOf } from '@stall/prices'
import express from 'express'

const app = express()
app.use(express.static('public'))
app.get('/health', (_, response) => void response.json({ status: 'ok' }))
app.get('/prices/:fruit', (request, response) => void response.json({ cents: priceOf(request.params.fruit) }))
app.listen(process.env.PORT ?? 4200)
