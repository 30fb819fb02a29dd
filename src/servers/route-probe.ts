import type { Probe, StackInput } from '../stacks/contract.ts'

/** Asks the route that tells that the app is up; without one any answer that is no server error shows that it serves. */
export function routeProbe({ answers }: StackInput): Probe {
  const { port, healthPath } = answers
  if (port === null) return { kind: 'none', why: 'it listens on no port' }
  return healthPath === null ? { kind: 'http', path: '/', port, below: 500 } : { kind: 'http', path: healthPath, port, below: 400 }
}
