import type { CommandPlan, Probe } from '../stacks/contract.ts'
import type { HealthPlan } from './plan.ts'

/**
 * The health check of an app's container. Slow once it runs, quick while it starts, so that what waits for it does not wait
 * for a whole interval. @returns null where the stack has nothing to ask.
 */
export function healthOf(probe: Probe, startPeriodSeconds: number, command: Pick<CommandPlan, 'master' | 'needsInit'>): HealthPlan | null {
  if (probe.kind === 'none') return null
  if (probe.kind === 'http') return timed(httpTest(probe, Boolean(command.master) || command.needsInit), startPeriodSeconds)
  const usual = timed(probe.test, startPeriodSeconds)
  const { intervalSeconds, timeoutSeconds, startIntervalMilliseconds, retries } = { ...usual, ...probe }
  return { ...usual, intervalSeconds, timeoutSeconds, startIntervalMilliseconds, retries }
}

/** @param slow for a check that costs a second of processor time itself. */
export function timed(test: readonly string[], startPeriodSeconds: number, slow = false): HealthPlan {
  const times = slow
    ? { intervalSeconds: 30, timeoutSeconds: 15, startIntervalMilliseconds: 2000 }
    : { intervalSeconds: 10, timeoutSeconds: 3, startIntervalMilliseconds: 500 }
  return { test, startPeriodSeconds, ...times, retries: 3 }
}

/**
 * Python asks, since the slim images have no curl; `-IS` skips site-packages, half the cost of a probe (and so has no `exit`). 127.0.0.1, since a
 * server on 0.0.0.0 refuses ::1, which `localhost` may mean.
 */
function httpTest(probe: Extract<Probe, { kind: 'http' }>, first: boolean): readonly string[] {
  const program = [
    'import http.client as h',
    `c = h.HTTPConnection('127.0.0.1', ${probe.port}, timeout=2)`,
    `c.request('GET', ${pythonText(probe.path)}${probe.host === undefined ? '' : `, headers={'Host': ${pythonText(probe.host)}}`})`,
    `raise SystemExit(c.getresponse().status >= ${probe.below}${first ? ` or ${processOneHangs}` : ''})`,
  ].join('; ')
  return ['CMD', 'python', '-IS', '-c', program]
}

/** Stopped or dead, by the letter that Linux gives to its state. */
const processOneHangs = "open('/proc/1/stat').read().rpartition(') ')[2][0] in 'TtZX'"

/** A Python string in single quotes, so that JSON and YAML around it need no escapes. */
function pythonText(text: string): string {
  return `'${text.replace(/[\\']/g, (char) => `\\${char}`)}'`
}
