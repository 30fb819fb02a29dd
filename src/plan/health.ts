import { services } from '../services/index.ts'
import { processOneHangs as nodeProcessOneHangs } from '../servers/node-probe.ts'
import type { CommandPlan, Probe } from '../stacks/contract.ts'
import type { HealthPlan } from './health-plan.ts'

/**
 * The health check of an app's container. Slow once it runs, quick while it starts, so that what waits for it does not wait
 * for a whole interval. @param here services that run in this project, so that their port is known.
 * @returns null where the stack has nothing to ask.
 */
export function healthOf(
  probe: Probe,
  startPeriodSeconds: number,
  command: Pick<CommandPlan, 'master' | 'needsInit'>,
  here: readonly string[],
): HealthPlan | null {
  if (probe.kind === 'none') return null
  if (probe.kind === 'http') return timed(httpTest(probe, Boolean(command.master) || command.needsInit), startPeriodSeconds)
  if (probe.kind === 'connected') {
    const ports = portsOf(probe.to.filter((kind) => here.includes(kind)))
    return timed(probe.by === 'node' ? nodeConnectedTest(ports) : connectedTest(ports), startPeriodSeconds)
  }
  const usual = timed(probe.test, startPeriodSeconds)
  const { intervalSeconds, timeoutSeconds, startIntervalMilliseconds, retries } = { ...usual, ...probe }
  return { ...usual, intervalSeconds, timeoutSeconds, startIntervalMilliseconds, retries }
}

/** @param slow for a check that costs a second of processor time itself. */
export function timed(test: readonly string[], startPeriodSeconds: number, slow = false): HealthPlan {
  const times = slow
    ? { intervalSeconds: 20, timeoutSeconds: 10, startIntervalMilliseconds: 2000 }
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

/**
 * What the kernel knows of the container: state of the first process, and the connections (`01` is an open one). A
 * service that somebody else runs may have any port, so there any connection counts.
 */
function connectedTest(ports: readonly number[]): readonly string[] {
  const open = `c[3] == '01'${ports.length === 0 ? '' : ` and int(c[2][-4:], 16) in [${ports.join(', ')}]`}`
  const program = [
    'import glob',
    "connections = [line.split() for file in glob.glob('/proc/net/tcp*') for line in open(file)]",
    `raise SystemExit(${processOneHangs} or not any(${open} for c in connections))`,
  ].join('; ')
  return ['CMD', 'python', '-IS', '-c', program]
}

function portsOf(kinds: readonly string[]): number[] {
  return services.filter((one) => kinds.includes(one.id)).map((one) => one.port)
}

/** The same as Node asks it, in the kernel's own form: `remote address:port state`. */
function nodeConnectedTest(ports: readonly number[]): readonly string[] {
  const hex = ports.map((port) => port.toString(16).toUpperCase().padStart(4, '0'))
  const open = `/:${hex.length === 0 ? '\\w+' : hex.length === 1 ? hex[0] : `(${hex.join('|')})`} 01 /`
  const program = [
    "const fs = require('fs')",
    "const read = (path) => (fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : '')",
    `process.exit(${nodeProcessOneHangs} || !${open}.test(read('/proc/net/tcp') + read('/proc/net/tcp6')) ? 1 : 0)`,
  ].join('; ')
  return ['CMD', 'node', '-e', program]
}

/** A Python string in single quotes, so that JSON and YAML around it need no escapes. */
function pythonText(text: string): string {
  return `'${text.replace(/[\\']/g, (char) => `\\${char}`)}'`
}
