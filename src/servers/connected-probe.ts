import type { Probe } from '../stacks/contract.ts'

/** For a worker that answers nobody: that it is not stopped, and holds a connection to what hands it work. */
export const connectedProbe: Extract<Probe, { kind: 'connected' }> = { kind: 'connected', to: ['redis', 'valkey', 'rabbitmq', 'kafka', 'nats'] }

/** The same for one that works over a connection to somewhere outside. */
export const connectionProbe: Probe = { kind: 'connected', to: [] }

const states = "import glob; states = [open(file).read().rpartition(') ')[2][0] for file in glob.glob('/proc/[0-9]*/stat')]"

/** Where nothing better can be asked: that no process of the container is stopped. It sees no program that only waits in vain. */
export const runningProbe: Probe = {
  kind: 'exec',
  test: ['CMD', 'python', '-IS', '-c', `${states}; raise SystemExit(any(state in 'TtX' for state in states))`],
}

/** The same, and that somebody takes connections. */
export function listeningProbe(port: number): Probe {
  const program = `${states}; import socket; socket.create_connection(('127.0.0.1', ${port}), 2).close(); raise SystemExit(any(state in 'TtX' for state in states))`
  return { kind: 'exec', test: ['CMD', 'python', '-IS', '-c', program] }
}
