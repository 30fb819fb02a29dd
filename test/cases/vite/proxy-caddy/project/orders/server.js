import express from 'express'

const app = express()
app.get('/health', (request, response) => response.json({ status: 'ok' }))
app.get('/orders', (request, response) => response.json([]))
app.listen(3000)
