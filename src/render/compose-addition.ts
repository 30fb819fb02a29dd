import { backingService } from '../plan/backing.ts'
import type { ServicePlan } from '../plan/service-plan.ts'
import { fullView, healthView } from './compose.ts'
import { times } from './dockerfile.ts'
import { loadTemplates } from './templates.ts'
import { tidy } from './tidy.ts'

/** A service for a compose file that is not ours. */
export interface Added {
  kind: string
  /** A version that replaces the service's own tag. */
  version?: string
}

/** Where those that use the service are: on these networks, or on the host's, for which it has to be published. */
export interface Users {
  networks: readonly string[]
  published: boolean
}

/** Compose text that needs nothing of the file that it is put into: no anchor, no profile. */
export async function composeAddition(added: readonly Added[], { networks, published }: Users): Promise<string> {
  const fill = await loadTemplates(new Map())
  const plans = added
    .map((one) => backingService({ kind: one.kind, managed: false, ...(one.version ? { version: one.version } : {}) }, networks, null))
    .map((plan) => (published ? { ...plan, ports: plan.developmentPorts } : plan))
  const volumes = plans.flatMap((plan) => plan.volumes.flatMap((volume) => (volume.kind === 'volume' ? [volume.name] : [])))
  const text = tidy(fill('compose.addition.yaml', { services: plans.map(view), volumes: [...new Set(volumes)] }))
  return text.replaceAll(':?run: make env}', ':?set it in .env}')
}

function view(service: ServicePlan): Record<string, unknown> {
  const { health } = service
  return {
    ...fullView(service, []),
    anchor: null,
    merge: null,
    restart: 'unless-stopped',
    health: typeof health === 'object' ? { ...healthView(health.plan), ...times(health.plan), shared: false } : null,
  }
}
