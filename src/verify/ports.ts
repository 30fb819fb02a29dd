import { createServer } from 'node:net'
import type { Plan } from '../plan/plan.ts'
import type { VerifyCheck } from './contract.ts'

/**
 * Whether the ports that the stack publishes are free on this machine: here it runs on others.
 * @param own ports that containers of this project publish already.
 */
export async function portsAreFree(plan: Plan, own: ReadonlySet<number>): Promise<VerifyCheck[]> {
  const taken: VerifyCheck[] = []
  for (const service of plan.services) {
    for (const { host, variable } of service.ports) {
      if (own.has(host) || (await isFree(host))) continue
      taken.push({ check: 'ports are free', service: service.name, ok: false, detail: `${host} is taken on this machine: set ${variable} in .env` })
    }
  }
  return taken
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
