import { servedByAsgi } from '../servers/asgi.ts'
import type { Framework } from './contract.ts'

export const starlette: Framework = {
  id: 'starlette',
  title: 'Starlette',
  distributions: ['starlette'],
  imports: ['starlette'],
  apps: ['starlette.applications.Starlette'],
  port: 8000,
  startPeriodSeconds: 10,
  command: servedByAsgi,
}
