import type { CommandPlan, StackInput } from '../stacks/contract.ts'
import { restarted } from './reload.ts'
import { gunicornInContainer, gunicornItself, trustedProxies } from './wsgi.ts'

/**
 * Flask-SocketIO keeps its clients in memory and asks for one process. Its documentation's ways: gunicorn with threads or
 * gevent's worker; for eventlet, which gunicorn has no worker for any more, the server that eventlet brings.
 *
 * @param object of Flask-SocketIO: `shop.extensions:socketio`. @param develop what reloads where it works with threads.
 */
export function socketioCommand({ facts, answers }: StackInput, object: string, mode: string, develop: readonly string[]): CommandPlan {
  const bind = `0.0.0.0:${answers.port}`
  if (mode === 'eventlet') {
    const run = ['python', '-c', ownServer(answers.entrypoint, facts.factory, object, answers.port)]
    return { ...plain, run, ...restarted(facts, run), needsInit: true }
  }
  const workers = ['--workers', '1', ...(modes[mode] ?? ['--threads', '100'])]
  const start = ['gunicorn', `${answers.entrypoint}${facts.factory ? '()' : ''}`, '--bind', bind, ...workers]
  return {
    ...plain,
    run: [...start, ...gunicornInContainer],
    develop: modes[mode] ? [...start, '--reload'] : develop,
    master: true,
    environment: [trustedProxies],
    ...gunicornItself(facts),
  }
}

/** A thread is held by each client that is connected; gevent's workers hold them all in one. */
const modes: Readonly<Record<string, readonly string[]>> = {
  gevent: ['--worker-class', 'gevent'],
  'gevent-websocket': ['--worker-class', 'geventwebsocket.gunicorn.workers.GeventWebSocketWorker'],
}

function ownServer(entrypoint: string, factory: boolean, object: string, port: number | null): string {
  const [module, app] = entrypoint.split(':')
  const [itsModule, socketio] = object.split(':')
  return `from ${module} import ${app}; from ${itsModule} import ${socketio}; ${socketio}.run(${app}${factory ? '()' : ''}, host='0.0.0.0', port=${port})`
}

const plain = { stopSignal: null, needsInit: false, environment: [], single: true }
