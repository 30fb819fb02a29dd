import { recogniseCelery } from '../detect/workers/celery.ts'
import { flowerPages } from '../servers/flower.ts'
import { restarted } from '../servers/reload.ts'
import type { CommandPlan, Probe, Stack, StackInput } from './contract.ts'

export const celery: Stack = {
  id: 'celery',
  title: 'Celery',
  language: 'python',
  role: 'worker',
  kind: 'worker',
  distributions: ['celery'],
  defaultPort: null,
  startPeriodSeconds: 30,
  asks: ['entrypoint'],
  recognise: recogniseCelery,
  command: (unit) => (unit.facts.role === 'beat' ? beat(unit) : worker(unit)),
  probe: (unit) => (unit.facts.role === 'beat' ? running : ping(unit)),
  tasks: () => [],
  pages: flowerPages,
}

/** Celery itself waits for the tasks in hand when it is told to stop. */
function worker({ facts, answers }: StackInput): CommandPlan {
  const { queues, pool, concurrency } = facts.details
  // Its default is a process for each core of the host, whatever the container may use.
  const run = [
    'celery',
    '--app',
    answers.entrypoint,
    'worker',
    '--loglevel',
    'INFO',
    '--concurrency',
    concurrency ?? '2',
    ...(pool === undefined ? [] : ['--pool', pool]),
    ...(queues === undefined ? [] : ['--queues', queues]),
  ]
  return { run, ...restarted(facts, run, facts.python?.importRoot), ...plain, stopGraceSeconds: 60 }
}

function beat({ facts, answers }: StackInput): CommandPlan {
  const names = new Set(facts.python?.dependencies.map((one) => one.name))
  const scheduler = names.has('django-celery-beat')
    ? ['--scheduler', 'django_celery_beat.schedulers:DatabaseScheduler']
    : names.has('celery-redbeat')
      ? ['--scheduler', 'redbeat.RedBeatScheduler']
      : // Its default is beside the code, where the app may not write.
        ['--schedule', '/tmp/celerybeat-schedule']
  const run = ['celery', '--app', answers.entrypoint, 'beat', '--loglevel', 'INFO', ...scheduler, '--pidfile=']
  return { run, ...restarted(facts, run, facts.python?.importRoot), ...plain, single: true }
}

const plain = { stopSignal: null, needsInit: false, environment: [] }

/** Asks this very worker over the broker, so that one that hangs, or lost its broker, does not answer. */
function ping({ answers }: StackInput): Probe {
  const [module = '', object = 'app'] = answers.entrypoint.split(':')
  const program = [
    'import socket',
    `from ${module} import ${object}`,
    `raise SystemExit(not ${object}.control.ping([f'celery@{socket.gethostname()}'], timeout=5))`,
  ].join('; ')
  return { kind: 'exec', test: ['CMD', 'python', '-c', program], intervalSeconds: 15, timeoutSeconds: 10, startIntervalMilliseconds: 3000, retries: 2 }
}

/** Beat answers nobody; whether its process runs, and is not stopped or dead, is all that can be asked. */
const running: Probe = {
  kind: 'exec',
  test: ['CMD', 'python', '-IS', '-c', "raise SystemExit(open('/proc/1/stat').read().rpartition(') ')[2][0] in 'TtZX')"],
}
