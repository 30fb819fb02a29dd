import type { UnitFacts } from '../detect/facts.ts'
import type { CommandPlan, StackInput } from '../stacks/contract.ts'
import { gracefulSeconds, processes } from './asgi.ts'

/** Taken where the project names no server. PyPI, gunicorn. */
const gunicorn = 'gunicorn==26.2.0'

/**
 * Serves a WSGI app with the server that the project has, else with gunicorn. @param develop the framework's own server, which reloads.
 */
export function wsgiCommand(facts: UnitFacts, entrypoint: string, port: number, develop: readonly string[]): CommandPlan {
  const app = `${entrypoint}${facts.factory ? '()' : ''}`
  const server = facts.python?.servers.find((one) => one === 'gunicorn' || one === 'uwsgi' || one === 'waitress')
  switch (server) {
    case 'uwsgi':
      return {
        ...plain,
        master: true,
        // Without `die-on-term` SIGTERM means reload.
        run: ['uwsgi', '--master', '--need-app', '--die-on-term', '--http-socket', `0.0.0.0:${port}`, '--module', app],
        develop,
        environment: [{ name: 'UWSGI_PROCESSES', value: '1', comment: processes('').comment }],
      }
    case 'waitress':
      return { ...plain, run: ['waitress-serve', '--listen', `0.0.0.0:${port}`, ...(facts.factory ? ['--call'] : []), entrypoint], develop }
    default:
      return {
        ...plain,
        master: true,
        // Its control socket.
        writesHome: true,
        run: ['gunicorn', app, '--bind', `0.0.0.0:${port}`, ...ownSettings(facts)],
        develop,
        environment: [
          processes('WEB_CONCURRENCY'),
          { name: 'FORWARDED_ALLOW_IPS', value: '127.0.0.1', comment: "Proxies whose word on the client's address and https counts." },
        ],
        ...(server === undefined ? { adds: [gunicorn] } : {}),
      }
  }
}

/** A file of the project's that gunicorn reads by itself says how it works; else threads, so that one slow client does not block all others. */
function ownSettings({ python }: UnitFacts): string[] {
  if (python?.sourceFiles.includes('gunicorn.conf.py')) return []
  // Its heartbeat file in memory: on a slow disk workers look dead, and production's disk is read-only.
  return ['--threads', '4', '--worker-tmp-dir', '/dev/shm', '--graceful-timeout', gracefulSeconds, '--access-logfile', '-']
}

/** The same for a framework whose apps need nothing else: gunicorn reloads any of them. */
export function servedByWsgi({ facts, answers }: StackInput): CommandPlan {
  const port = answers.port ?? 8000
  const app = `${answers.entrypoint}${facts.factory ? '()' : ''}`
  return wsgiCommand(facts, answers.entrypoint, port, ['gunicorn', app, '--bind', `0.0.0.0:${port}`, '--reload'])
}

const plain = { stopSignal: null, needsInit: false, environment: [] }
