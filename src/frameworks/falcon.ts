import { servedByAsgi } from '../servers/asgi.ts'
import { servedByWsgi } from '../servers/wsgi.ts'
import type { Framework } from './contract.ts'

const falcon: Omit<Framework, 'id' | 'apps' | 'command'> = {
  title: 'Falcon',
  distributions: ['falcon'],
  imports: ['falcon'],
  port: 8000,
  startPeriodSeconds: 10,
}

/** Its class of the same name in `falcon.asgi` speaks another protocol. */
export const falconAsgi: Framework = { ...falcon, id: 'falcon-asgi', imports: ['falcon.asgi'], apps: ['falcon.asgi.App'], command: servedByAsgi }
export const falconWsgi: Framework = { ...falcon, id: 'falcon', apps: ['falcon.App', 'falcon.API'], command: servedByWsgi }
