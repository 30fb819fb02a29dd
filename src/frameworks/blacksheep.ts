import { servedByAsgi } from '../servers/asgi.ts'
import type { Framework } from './contract.ts'

export const blacksheep: Framework = {
  id: 'blacksheep',
  title: 'BlackSheep',
  distributions: ['blacksheep'],
  imports: ['blacksheep'],
  apps: ['blacksheep.Application'],
  port: 8000,
  startPeriodSeconds: 10,
  command: servedByAsgi,
}
