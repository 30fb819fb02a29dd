import { recogniseArq } from '../detect/workers/arq.ts'
import { connectedProbe } from '../servers/connected-probe.ts'
import { restarted } from '../servers/reload.ts'
import type { CommandPlan, Probe, Stack, StackInput } from './contract.ts'

export const arq: Stack = {
  id: 'arq',
  title: 'arq',
  language: 'python',
  role: 'worker',
  kind: 'worker',
  distributions: ['arq'],
  defaultPort: null,
  startPeriodSeconds: 20,
  asks: ['entrypoint'],
  refuseEntrypoint: () => undefined,
  recognise: recogniseArq,
  command,
  probe,
  tasks: () => [],
}

/** Arq cancels what runs when it is told to stop and runs it again later, unless its settings say how long it waits for it. */
function command({ facts, answers }: StackInput): CommandPlan {
  const run = ['arq', settings(answers.entrypoint)]
  const wait = Number(facts.details['wait'] ?? 0)
  return {
    run,
    // Its own `--watch` runs the code again that it imported at first.
    ...restarted(facts, run),
    stopSignal: null,
    needsInit: false,
    environment: [],
    ...(wait > 8 ? { stopGraceSeconds: wait + 5 } : {}),
  }
}

/** Longest time between two signs of life for which waiting for one is of use. */
const usefulHeartbeat = 60

/** Its own check where the settings make it soon enough: the sign of life is in Redis, and is an hour old by default. */
function probe({ facts, answers }: StackInput): Probe {
  const heartbeat = Number(facts.details['heartbeat'] ?? Infinity)
  if (heartbeat > usefulHeartbeat) return connectedProbe
  return {
    kind: 'exec',
    test: ['CMD', 'arq', '--check', settings(answers.entrypoint)],
    intervalSeconds: 20,
    timeoutSeconds: 10,
    startIntervalMilliseconds: 2000,
    retries: 2,
  }
}

/** Arq takes the class by a dotted name. */
function settings(entrypoint: string): string {
  return entrypoint.replace(':', '.')
}
