import { recogniseDramatiq } from '../detect/workers/dramatiq.ts'
import { connectedProbe } from '../servers/connected-probe.ts'
import { restarted } from '../servers/reload.ts'
import type { CommandPlan, Stack, StackInput } from './contract.ts'

export const dramatiq: Stack = {
  id: 'dramatiq',
  title: 'Dramatiq',
  language: 'python',
  role: 'worker',
  kind: 'worker',
  distributions: ['dramatiq', 'django-dramatiq'],
  defaultPort: null,
  startPeriodSeconds: 20,
  asks: ['entrypoint'],
  refuseEntrypoint: () => undefined,
  recognise: recogniseDramatiq,
  command: (unit) => (unit.facts.role === 'scheduler' ? scheduler(unit) : worker(unit)),
  // It keeps no sign of life that could be told to be this container's.
  probe: () => connectedProbe,
  tasks: () => [],
}

function worker({ facts, answers }: StackInput): CommandPlan {
  const modules = answers.entrypoint.split(',')
  const watches = facts.python?.dependencies.some(
    (one) => one.name === 'watchdog' || (one.name === 'dramatiq' && one.extras.some((extra) => /^(watch|all)$/.test(extra))),
  )
  const { manage } = facts.details
  // Django has to be set up before its tasks are imported; its own command does that and finds them.
  if (manage !== undefined)
    return { ...whole(['python', manage, 'rundramatiq', '--processes', '1', '--threads', '8']), ...restarted(facts, ['python', manage, 'rundramatiq']) }
  const start = ['dramatiq', ...modules]
  // Its default is a process for each core of the host, whatever the container may use.
  const run = [...start, '--processes', '1', '--threads', '8']
  return {
    ...whole(run),
    ...(watches ? { develop: [...start, '--processes', '1', '--threads', '8', '--watch', facts.python?.importRoot ?? '.'] } : restarted(facts, run)),
  }
}

/** What holds however the worker is started. */
function whole(run: readonly string[]): Omit<CommandPlan, 'develop'> {
  return {
    run,
    ...plain,
    tunes: [
      { option: '--processes', name: 'DRAMATIQ_PROCESSES', comment: 'Worker processes per container; scale with replicas first.' },
      { option: '--threads', name: 'DRAMATIQ_THREADS', comment: 'Messages that one process works on at a time.' },
    ],
    // It finishes what it works on; what it cannot is taken up by another worker.
    stopGraceSeconds: 60,
  }
}

function scheduler({ facts, answers }: StackInput): CommandPlan {
  const run = ['periodiq', ...answers.entrypoint.split(',').map((one) => one.split(':')[0] ?? one)]
  // It leaves SIGTERM to Python, which as process 1 ignores it.
  return { run, ...restarted(facts, run), ...plain, needsInit: true, single: true }
}

const plain = { stopSignal: null, needsInit: false, environment: [] }
