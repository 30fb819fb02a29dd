import { recogniseFastapi } from '../detect/apps/asgi-apps.ts'
import type { CommandPlan, Stack, StackInput } from './contract.ts'
import { routeProbe } from '../servers/route-probe.ts'
import { asgiCommand } from '../servers/asgi.ts'

export const fastapi: Stack = {
  id: 'fastapi',
  title: 'FastAPI',
  language: 'python',
  role: 'api',
  kind: 'web',
  distributions: ['fastapi', 'fastapi-slim'],
  defaultPort: 8000,
  startPeriodSeconds: 10,
  asks: ['entrypoint'],
  recognise: recogniseFastapi,
  command,
  probe: routeProbe,
  healthRoute: '@app.get("/health") returning {"status": "ok"}',
  tasks: (unit) => [
    {
      name: 'openapi',
      title: 'writes the API description to openapi.json',
      command: ['python', '-c', openapiProgram(unit)],
      writes: 'openapi.json',
    },
  ],
}

function command({ facts, answers }: StackInput): CommandPlan {
  return asgiCommand(facts, answers.entrypoint, answers.port ?? 8000)
}

function openapiProgram({ facts, answers }: StackInput): string {
  const [module = '', object = 'app'] = answers.entrypoint.split(':')
  return `import json; from ${module} import ${object}; json.dump(${object}${facts.factory ? '()' : ''}.openapi(), open('/out/openapi.json', 'w'), indent=2)`
}
