import { serve } from '@hono/node-server'
import { Hono } from 'hono'

const app = new Hono()
app.get('/ping', (c) => c.text('pong'))

serve({ fetch: app.fetch, port: 8787 })
