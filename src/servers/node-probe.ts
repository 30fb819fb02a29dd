import { connectedProbe } from './connected-probe.ts'
import type { Probe, StackInput } from '../stacks/contract.ts'

/** Stopped or dead, by the letter that Linux gives to its state. */
export const processOneHangs = "'TtZX'.includes(require('fs').readFileSync('/proc/1/stat', 'utf8').split(') ').pop()[0])"

/**
 * Node asks, since the slim images have no curl. Without a health route any answer that is no server error shows that it serves.
 * One that answers nobody is asked for the connection over which it gets its work.
 * @param first the server is not process 1, and may go on while that one hangs.
 */
export function nodeProbe({ facts, answers: { port, healthPath } }: StackInput, first: boolean): Probe {
  if (port === null)
    return facts.uses.length > 0 ? { ...connectedProbe, by: 'node' } : { kind: 'exec', test: ['CMD', 'node', '-e', `process.exit(${processOneHangs} ? 1 : 0)`] }
  const fails = `r.status >= ${healthPath === null ? 500 : 400}${first ? ` || ${processOneHangs}` : ''}`
  const program = `fetch('http://127.0.0.1:${port}${healthPath ?? '/'}', { redirect: 'manual' }).then((r) => process.exit(${fails} ? 1 : 0), () => process.exit(1))`
  return { kind: 'exec', test: ['CMD', 'node', '-e', program] }
}
