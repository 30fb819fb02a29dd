import type { Probe, StackInput } from '../stacks/contract.ts'

/** Node asks, since the slim images have no curl. Without a health route any answer that is no server error shows that it serves. */
export function nodeProbe({ answers: { port, healthPath } }: StackInput): Probe {
  if (port === null) return { kind: 'none', why: 'it listens on no port' }
  const program = `fetch('http://127.0.0.1:${port}${healthPath ?? '/'}', { redirect: 'manual' }).then((r) => process.exit(r.status < ${healthPath === null ? 500 : 400} ? 0 : 1), () => process.exit(1))`
  return { kind: 'exec', test: ['CMD', 'node', '-e', program], startIntervalMilliseconds: 1000 }
}
