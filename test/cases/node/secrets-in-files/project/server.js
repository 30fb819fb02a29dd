import { readFileSync } from 'node:fs'

import express from 'express'

/** What the file holds, or what the variable says. */
const either = (file, value) => (file ? readFileSync(file, 'utf8').trim() : value)

const session = readFileSync(process.env.SESSION_SECRET_FILE, 'utf8').trim()
const cookie = either(process.env.COOKIE_SECRET_FILE, process.env.COOKIE_SECRET)
const tokens = process.env.TOKEN_FILE ?? './tokens.json'
const mail = process.env.MAIL_API_KEY_FILE ? readFileSync(process.env.MAIL_API_KEY_FILE, 'utf8').trim() : ''

const app = express()
app.get('/health', (request, response) => response.json({ session: session !== '', cookie: cookie !== '', mail: mail !== '', tokens }))
app.listen(process.env.PORT ?? 3000)
