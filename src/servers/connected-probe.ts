import type { Probe } from '../stacks/contract.ts'

/** For a worker that answers nobody: that it is not stopped, and holds a connection to what hands it work. */
export const connectedProbe: Extract<Probe, { kind: 'connected' }> = { kind: 'connected', to: ['redis', 'valkey', 'rabbitmq', 'kafka', 'nats'] }

/** The same for one that works over a connection to somewhere outside. */
export const connectionProbe: Probe = { kind: 'connected', to: [] }

const stopped = "any(open(file).read().rpartition(') ')[2][0] in 'TtX' for file in glob.glob('/proc/[0-9]*/stat'))"

/** Where nothing better can be asked: that no process of the container is stopped. It sees no program that only waits in vain. */
export const runningProbe: Probe = { kind: 'exec', test: ['CMD', 'python', '-IS', '-c', `import glob; raise SystemExit(${stopped})`] }

/** The same, and that the port is open (`0A`): nobody has to answer what would only be a disturbance to the program. */
export function listeningProbe(port: number): Probe {
  const open = `any(c[3] == '0A' and int(c[1][-4:], 16) == ${port} for file in glob.glob('/proc/net/tcp*') for c in map(str.split, open(file)))`
  return { kind: 'exec', test: ['CMD', 'python', '-IS', '-c', `import glob; raise SystemExit(${stopped} or not ${open})`] }
}

/** The service that gRPC has for this, which answers for the whole server: 1 is SERVING. */
export function grpcProbe(port: number): Probe {
  const program = [
    'import glob, grpc',
    'from grpc_health.v1 import health_pb2 as m, health_pb2_grpc as g',
    `answer = g.HealthStub(grpc.insecure_channel('127.0.0.1:${port}')).Check(m.HealthCheckRequest(), timeout=2)`,
    `raise SystemExit(answer.status != 1 or ${stopped})`,
  ].join('; ')
  return { kind: 'exec', test: ['CMD', 'python', '-c', program], timeoutSeconds: 5 }
}
