import { servedByAsgi } from '../servers/asgi.ts'
import type { Framework } from './contract.ts'

export const litestar: Framework = {
  id: 'litestar',
  title: 'Litestar',
  distributions: ['litestar', 'starlite'],
  imports: ['litestar', 'starlite'],
  apps: ['litestar.Litestar', 'starlite.Starlite'],
  port: 8000,
  startPeriodSeconds: 10,
  command: servedByAsgi,
}
