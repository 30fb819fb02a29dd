import { recogniseFastapi } from '../detect/apps/asgi-apps.ts'
import type { CommandPlan, Probe, Stack, StackInput } from './contract.ts'

/** Uvicorn waits for open requests without end unless told; two seconds less than docker's default of ten before SIGKILL. */
const gracefulSeconds = '8'

export const fastapi: Stack = {
  id: 'fastapi',
  title: 'FastAPI',
  language: 'python',
  role: 'api',
  defaultPort: 8000,
  startPeriodSeconds: 10,
  asks: ['entrypoint'],
  recognise: recogniseFastapi,
  command,
  probe,
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
  const port = String(answers.port)
  const factory = facts.factory ? ['--factory'] : []
  const listen = ['--host', '0.0.0.0', '--port', port]
  const watched = facts.python?.importRoot ?? '.'
  switch (facts.python?.server) {
    case 'hypercorn': {
      // Hypercorn calls a factory itself where the name says so.
      const start = ['hypercorn', `${answers.entrypoint}${facts.factory ? '()' : ''}`, '--bind', `0.0.0.0:${port}`]
      return { ...plain, run: [...start, '--graceful-timeout', gracefulSeconds], develop: [...start, '--reload'] }
    }
    case 'granian': {
      const start = ['granian', '--interface', 'asgi', ...factory, answers.entrypoint, ...listen]
      // Granian stops at once where its reloader is asked for and not installed.
      const reloads = facts.python.dependencies.some((one) => one.name === 'granian' && one.extras.some((extra) => extra === 'reload' || extra === 'all'))
      return { ...plain, run: start, develop: reloads ? [...start, '--reload'] : start, environment: [processes('GRANIAN_WORKERS')] }
    }
    default: {
      const start = ['uvicorn', answers.entrypoint, ...factory, ...listen]
      return {
        ...plain,
        run: [...start, '--timeout-graceful-shutdown', gracefulSeconds],
        develop: [...start, '--reload', '--reload-dir', watched],
        environment: [
          processes('WEB_CONCURRENCY'),
          { name: 'FORWARDED_ALLOW_IPS', value: '127.0.0.1', comment: "Proxies whose word on the client's address and https counts." },
        ],
      }
    }
  }
}

/** All three answer SIGTERM as process 1, within half a second. */
const plain = { stopSignal: null, needsInit: false, environment: [] }

function processes(name: string): CommandPlan['environment'][number] {
  return { name, value: '1', comment: 'Server processes per container; scale with replicas first.' }
}

function probe({ answers }: StackInput): Probe {
  // Without a health route any answer that is no server error shows that the app serves.
  if (answers.healthPath === null) return { kind: 'http', path: '/', port: answers.port, below: 500 }
  return { kind: 'http', path: answers.healthPath, port: answers.port, below: 400 }
}

function openapiProgram({ facts, answers }: StackInput): string {
  const [module = '', object = 'app'] = answers.entrypoint.split(':')
  return `import json; from ${module} import ${object}; json.dump(${object}${facts.factory ? '()' : ''}.openapi(), open('/out/openapi.json', 'w'), indent=2)`
}
