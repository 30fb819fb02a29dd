import { servedByWsgi } from '../servers/wsgi.ts'
import type { Framework } from './contract.ts'

export const dash: Framework = {
  id: 'dash',
  title: 'Dash',
  distributions: ['dash'],
  imports: ['dash'],
  apps: ['dash.Dash'],
  served: 'server',
  port: 8050,
  startPeriodSeconds: 10,
  command: servedByWsgi,
}
