import { servedByWsgi } from '../servers/wsgi.ts'
import type { Framework } from './contract.ts'

export const bottle: Framework = {
  id: 'bottle',
  title: 'Bottle',
  distributions: ['bottle'],
  imports: ['bottle'],
  apps: ['bottle.Bottle', 'bottle.default_app', 'bottle.app'],
  port: 8080,
  startPeriodSeconds: 10,
  command: servedByWsgi,
}
