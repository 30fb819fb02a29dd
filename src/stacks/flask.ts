import { recogniseFlask } from '../detect/apps/flask.ts'
import type { UnitFacts } from '../detect/facts.ts'
import { restarted } from '../servers/reload.ts'
import { routeProbe } from '../servers/route-probe.ts'
import { socketioCommand } from '../servers/socketio.ts'
import { wsgiCommand } from '../servers/wsgi.ts'
import type { CommandPlan, Stack, StackInput } from './contract.ts'

export const flask: Stack = {
  id: 'flask',
  title: 'Flask',
  language: 'python',
  role: 'web',
  kind: 'web',
  distributions: ['flask', 'apiflask', 'flask-openapi3'],
  defaultPort: 5000,
  startPeriodSeconds: 10,
  asks: ['entrypoint'],
  recognise: recogniseFlask,
  command,
  probe: routeProbe,
  tasks: () => [],
  healthRoute: '@app.get("/health") returning {"status": "ok"}',
}

/** Flask's own server reloads; for production its makers say to take another. It calls a factory by itself. */
function command({ facts, answers }: StackInput): CommandPlan {
  const port = answers.port ?? 5000
  const develop = ['flask', '--app', answers.entrypoint, 'run', '--debug', '--host', '0.0.0.0', '--port', String(port)]
  const { command: own, socketio, mode } = facts.details
  if (own !== undefined && answers.entrypoint === facts.entrypoint)
    return ownCommand(
      facts,
      (JSON.parse(own) as string[]).map((word) => word.replace('{port}', String(port))),
    )
  if (socketio !== undefined) return socketioCommand({ facts, answers }, socketio, mode ?? 'threading', develop)
  return wsgiCommand(facts, answers.entrypoint, port, develop)
}

/** A command of the project's that makes its app out of its options and serves it. */
function ownCommand(facts: UnitFacts, run: readonly string[]): CommandPlan {
  return { run, ...restarted(facts, run), stopSignal: null, needsInit: true, environment: [] }
}
