import { packageRoots } from './mirror.ts'
import type { UnitFacts } from '../detect/facts.ts'
import type { CommandPlan, StackInput } from '../stacks/contract.ts'

/** Uvicorn waits for open requests without end unless told; two seconds less than docker's default of ten before SIGKILL. */
export const gracefulSeconds = '8'

/** Taken where the project names no server of this kind. PyPI, uvicorn. */
const uvicorn = 'uvicorn==0.54.0'

/** Serves an ASGI app with the server that the project has, else with Uvicorn. All of them answer SIGTERM as process 1. */
export function asgiCommand(facts: UnitFacts, entrypoint: string, port: number): CommandPlan {
  const factory = facts.factory ? ['--factory'] : []
  const listen = ['--host', '0.0.0.0', '--port', String(port)]
  const server = facts.python?.servers.find((one) => one === 'uvicorn' || one === 'hypercorn' || one === 'granian' || one === 'daphne')
  switch (server) {
    case 'hypercorn': {
      // Hypercorn calls a factory itself where the name says so.
      const start = ['hypercorn', `${entrypoint}${facts.factory ? '()' : ''}`, '--bind', `0.0.0.0:${port}`]
      return { ...plain, run: [...start, '--graceful-timeout', gracefulSeconds], develop: [...start, '--reload'] }
    }
    case 'granian': {
      const start = ['granian', '--interface', 'asgi', ...factory, entrypoint, ...listen]
      // Granian stops at once where its reloader is asked for and not installed.
      const reloads = facts.python?.dependencies.some((one) => one.name === 'granian' && one.extras.some((extra) => extra === 'reload' || extra === 'all'))
      return {
        ...plain,
        run: start,
        develop: reloads ? [...start, '--reload'] : start,
        environment: [processes('GRANIAN_WORKERS')],
        below: { variable: 'GRANIAN_URL_PATH_PREFIX', form: 'leading', whole: false },
      }
    }
    case 'daphne': {
      const start = ['daphne', '--bind', '0.0.0.0', '--port', String(port), entrypoint]
      return { ...plain, run: start, develop: start }
    }
    default: {
      const start = ['uvicorn', entrypoint, ...factory, ...listen]
      return {
        ...plain,
        run: [...start, '--timeout-graceful-shutdown', gracefulSeconds],
        develop: [...start, '--reload', '--reload-dir', facts.python?.importRoot ?? '.', ...packageRoots(facts).flatMap((root) => ['--reload-dir', root])],
        environment: [
          processes('WEB_CONCURRENCY'),
          { name: 'FORWARDED_ALLOW_IPS', value: '127.0.0.1', comment: "Proxies whose word on the client's address and https counts." },
        ],
        // Its options are variables too (uvicorn/main.py); the docs pages of an app are then right below the path.
        below: { variable: 'UVICORN_ROOT_PATH', form: 'leading', whole: false },
        ...(server === undefined ? { adds: [uvicorn] } : {}),
      }
    }
  }
}

/** The same for a framework whose apps need nothing else. */
export function servedByAsgi({ facts, answers }: StackInput): CommandPlan {
  return asgiCommand(facts, answers.entrypoint, answers.port ?? 8000)
}

const plain = { stopSignal: null, needsInit: false, environment: [] }

export function processes(name: string): CommandPlan['environment'][number] {
  return { name, value: '1', comment: 'Server processes per container; scale with replicas first.' }
}
