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
  const server = facts.python?.server === 'hypercorn' || facts.python?.server === 'granian' ? facts.python.server : 'uvicorn'
  const reload = facts.python?.importRoot && facts.python.importRoot !== '.' ? facts.python.importRoot : '.'
  const plans: Record<typeof server, CommandPlan> = {
    uvicorn: {
      run: [
        'uvicorn',
        answers.entrypoint,
        ...(facts.factory ? ['--factory'] : []),
        '--host',
        '0.0.0.0',
        '--port',
        port,
        '--timeout-graceful-shutdown',
        gracefulSeconds,
      ],
      develop: [
        'uvicorn',
        answers.entrypoint,
        ...(facts.factory ? ['--factory'] : []),
        '--host',
        '0.0.0.0',
        '--port',
        port,
        '--reload',
        '--reload-dir',
        reload,
      ],
      stopSignal: null,
      needsInit: false,
      environment: [{ name: 'WEB_CONCURRENCY', value: '1', comment: 'Server processes per container; scale with replicas first.' }],
    },
    hypercorn: {
      run: ['hypercorn', answers.entrypoint, '--bind', `0.0.0.0:${port}`, '--graceful-timeout', gracefulSeconds],
      develop: ['hypercorn', answers.entrypoint, '--bind', `0.0.0.0:${port}`, '--reload'],
      stopSignal: null,
      needsInit: true,
      environment: [],
    },
    granian: {
      run: ['granian', '--interface', 'asgi', ...(facts.factory ? ['--factory'] : []), answers.entrypoint, '--host', '0.0.0.0', '--port', port],
      develop: ['granian', '--interface', 'asgi', ...(facts.factory ? ['--factory'] : []), answers.entrypoint, '--host', '0.0.0.0', '--port', port, '--reload'],
      stopSignal: null,
      needsInit: true,
      environment: [{ name: 'GRANIAN_WORKERS', value: '1', comment: 'Server processes per container; scale with replicas first.' }],
    },
  }
  return plans[server]
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
