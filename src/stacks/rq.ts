import { recogniseRq } from '../detect/workers/rq.ts'
import { connectedProbe } from '../servers/connected-probe.ts'
import { restarted } from '../servers/reload.ts'
import type { CommandPlan, Probe, Stack, StackInput } from './contract.ts'

export const rq: Stack = {
  id: 'rq',
  title: 'RQ',
  language: 'python',
  role: 'worker',
  kind: 'worker',
  distributions: ['rq', 'django-rq', 'flask-rq2'],
  defaultPort: null,
  startPeriodSeconds: 20,
  asks: ['entrypoint'],
  refuseEntrypoint: () => undefined,
  recognise: recogniseRq,
  command: (unit) => (unit.facts.role === 'scheduler' ? scheduler(unit) : worker(unit)),
  probe,
  tasks: () => [],
}

/** A worker that is told to stop finishes its job first; RQ's own limit for one is 180 seconds. */
function worker(unit: StackInput): CommandPlan {
  const run = workerArgv(unit)
  return { run, ...restarted(unit.facts, run), ...plain, connects, stopGraceSeconds: 180 }
}

function workerArgv({ facts, answers }: StackInput): string[] {
  const { entrypoint } = answers
  const { manage, scheduler } = facts.details
  const words = facts.details['arguments']?.split(' ') ?? []
  const along = scheduler === undefined ? [] : ['--with-scheduler']
  if (isScript(entrypoint)) return [...(entrypoint.endsWith('.py') ? ['python', entrypoint] : ['python', '-m', entrypoint]), ...words]
  if (manage !== undefined) return ['python', manage, 'rqworker', ...along, ...entrypoint.split(',')]
  // It asks for work anew every 15 seconds; its default, every seven minutes, would tell nothing in time.
  return ['rq', 'worker', ...along, '--worker-ttl', '30', ...entrypoint.split(',')]
}

function scheduler({ facts, answers }: StackInput): CommandPlan {
  const { manage } = facts.details
  const own = answers.entrypoint === 'rqscheduler'
  const run = own ? (manage === undefined ? ['rqscheduler'] : ['python', manage, 'rqscheduler']) : ['rq', 'cron', answers.entrypoint]
  return { run, ...restarted(facts, run), ...plain, connects, single: true }
}

/** A file, or a module of a package; what has neither form are queues. */
function isScript(entrypoint: string): boolean {
  return entrypoint.endsWith('.py') || /^\w+(\.\w+)+$/.test(entrypoint)
}

const connects = [{ name: 'RQ_REDIS_URL', kinds: ['redis', 'valkey'] }]
const plain = { stopSignal: null, needsInit: false, environment: [] }

/**
 * Whether this container's worker has said anything to Redis in the last 45 seconds: with the ttl above it does every 15, with a job in
 * hand every 30. RQ's own list of workers would not do, since a worker is never put back on it after Redis was restarted. What is
 * started by a script or by Django finds its Redis by itself, so there the connection has to do.
 */
function probe({ facts, answers }: StackInput): Probe {
  if (facts.role === 'scheduler' || facts.details['manage'] !== undefined || isScript(answers.entrypoint)) return connectedProbe
  const program = [
    'import os, redis',
    "r = redis.Redis.from_url(os.environ['RQ_REDIS_URL'])",
    "me = r.client_info()['addr']",
    "near = [c for c in r.client_list() if c['addr'] != me and c['addr'].split(':')[0] == me.split(':')[0]]",
    "raise SystemExit(not any(int(c['idle']) < 45 for c in near))",
  ].join('; ')
  return { kind: 'exec', test: ['CMD', 'python', '-c', program], intervalSeconds: 20, timeoutSeconds: 10, startIntervalMilliseconds: 2000, retries: 2 }
}
