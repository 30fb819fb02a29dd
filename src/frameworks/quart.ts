import { servedByAsgi } from '../servers/asgi.ts'
import type { Framework } from './contract.ts'

export const quart: Framework = {
  id: 'quart',
  title: 'Quart',
  distributions: ['quart'],
  imports: ['quart'],
  apps: ['quart.Quart'],
  port: 5000,
  startPeriodSeconds: 10,
  command: servedByAsgi,
}
