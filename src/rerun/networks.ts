import type { Users } from '../render/compose-addition.ts'
import type { ComposeFile } from '../validate/compose.ts'

export type Reach = Users

/**
 * Where what is built here looks for a service, so that it and the new one meet; no network: compose's own one. A network that is made
 * elsewhere is left out where there is another: what else is on it has no business with the service.
 */
export function networksFor(file: ComposeFile): Reach {
  const all = Object.values(file.services) as readonly { build?: unknown; networks?: unknown; network_mode?: unknown }[]
  const user = all.find((one) => one.build !== undefined) ?? all[0]
  const { networks } = user ?? {}
  const names = Array.isArray(networks) ? networks.map(String) : networks && typeof networks === 'object' ? Object.keys(networks) : []
  const own = names.filter((name) => !file.has('networks', name, 'external'))
  return { networks: own.length > 0 ? own : names, published: user?.network_mode === 'host' }
}

export function networksWords({ networks }: Reach): string {
  return networks.length === 0 ? 'this file' : `the network${networks.length > 1 ? 's' : ''} ${networks.join(', ')}`
}
