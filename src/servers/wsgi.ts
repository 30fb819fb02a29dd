import type { UnitFacts } from '../detect/facts.ts'
import type { CommandPlan, StackInput } from '../stacks/contract.ts'
import { gracefulSeconds, processes } from './asgi.ts'
import { restarted } from './reload.ts'

/** Taken where the project names no server. PyPI, gunicorn. */
const gunicorn = 'gunicorn==26.2.0'

/** Taken for `module:object.attribute`, which the others cannot look up. PyPI, waitress. */
const waitress = 'waitress==3.0.2'

/**
 * Serves a WSGI app with the server that the project has, else with gunicorn. @param develop the framework's own server, which
 * reloads; null: it has none, and the one of production is restarted.
 */
export function wsgiCommand(facts: UnitFacts, entrypoint: string, port: number, develop: readonly string[] | null): CommandPlan {
  const app = `${entrypoint}${facts.factory ? '()' : ''}`
  const server = serverFor(facts, entrypoint)
  switch (server) {
    case 'uwsgi': {
      const start = ['uwsgi', '--master', '--need-app', '--http-socket', `0.0.0.0:${port}`, '--module', app]
      return {
        ...plain,
        master: true,
        // Without `die-on-term` SIGTERM means reload.
        run: [...start, '--die-on-term'],
        develop: develop ?? [...start, '--die-on-term', '--py-autoreload', '1'],
        environment: [{ name: 'UWSGI_PROCESSES', value: '1', comment: processes('').comment }],
      }
    }
    case 'waitress': {
      const run = ['waitress-serve', '--listen', `0.0.0.0:${port}`, ...(facts.factory ? ['--call'] : []), entrypoint]
      // It has no answer to SIGTERM of its own.
      const adds = facts.python?.servers.includes('waitress') ? {} : { adds: [waitress] }
      return { ...plain, run, ...(develop ? { develop } : restarted(facts, run)), needsInit: true, ...adds }
    }
    default: {
      const start = ['gunicorn', app, '--bind', `0.0.0.0:${port}`]
      return {
        ...plain,
        master: true,
        run: [...start, ...ownSettings(facts)],
        develop: develop ?? [...start, '--reload'],
        environment: [processes('WEB_CONCURRENCY'), trustedProxies],
        ...gunicornItself(facts),
      }
    }
  }
}

function serverFor({ python }: UnitFacts, entrypoint: string): 'gunicorn' | 'uwsgi' | 'waitress' | undefined {
  if (entrypoint.split(':')[1]?.includes('.')) return 'waitress'
  return python?.servers.find((one) => one === 'gunicorn' || one === 'uwsgi' || one === 'waitress')
}

/** Gunicorn where the project does not bring it; below HOME it keeps the socket by which it is controlled. */
export function gunicornItself({ python }: UnitFacts): Pick<CommandPlan, 'adds' | 'writesHome'> {
  return { writesHome: true, ...(python?.servers.includes('gunicorn') ? {} : { adds: [gunicorn] }) }
}

export const trustedProxies = {
  name: 'FORWARDED_ALLOW_IPS',
  value: '127.0.0.1',
  comment: "Proxies whose word on the client's address and https counts.",
}

/**
 * A file of the project's that gunicorn reads by itself says how it works; else threads, so that one slow client does not block all
 * others. Those wait, when they are told to stop, for each connection that a proxy or a browser keeps open without a request on it,
 * as long as the graceful timeout allows (gunicorn 24 and newer, workers/gthread.py): none is kept, as gunicorn's default worker does.
 */
function ownSettings({ python }: UnitFacts): string[] {
  if (python?.sourceFiles.includes('gunicorn.conf.py')) return []
  return ['--threads', '4', '--keep-alive', '0', ...gunicornInContainer]
}

/** Its heartbeat file in memory: on a slow disk workers look dead, and production's disk is read-only. */
export const gunicornInContainer = ['--worker-tmp-dir', '/dev/shm', '--graceful-timeout', gracefulSeconds, '--access-logfile', '-']

/** The same for a framework whose apps need nothing else. */
export function servedByWsgi({ facts, answers }: StackInput): CommandPlan {
  return wsgiCommand(facts, answers.entrypoint, answers.port ?? 8000, null)
}

const plain = { stopSignal: null, needsInit: false, environment: [] }
