import { createServer } from 'node:net'
import type { Draft } from '../draft.ts'
import type { PortPlan } from '../plan/service-plan.ts'

export interface TakenPort extends PortPlan {
  service: string
}

/**
 * Ports of this machine that plain `docker compose up` would want and something else holds. Only looked at when the
 * compose file is new: on a later run it is most likely the project itself that is up.
 */
export async function takenPorts({ plan, changes }: Pick<Draft, 'plan' | 'changes'>): Promise<readonly TakenPort[]> {
  const fresh = changes.some((change) => change.path === plan.files.compose && change.action === 'create')
  if (!fresh) return []
  const wanted = plan.services.flatMap((service) => service.ports.map((port) => ({ ...port, service: service.name })))
  const taken = await Promise.all(wanted.map((port) => isTaken(port.host)))
  return wanted.filter((_, index) => taken[index])
}

/** Listening is the only question that has a sure answer; 127.0.0.1, since that is where compose publishes. */
function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE'))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(false)))
  })
}
