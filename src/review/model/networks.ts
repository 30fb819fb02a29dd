import { isRecord, strings } from '../../validate/compose.ts'
import type { Values } from './compose.ts'

/** Networks that a service names; empty where it is on the file's own, or on another's by `network_mode`. */
export function namedNetworks(values: Values): readonly string[] {
  const { networks } = values
  return isRecord(networks) ? Object.keys(networks) : strings(networks)
}

/** Networks that a service is on. */
export function networksOf(values: Values): readonly string[] {
  if (values.network_mode !== undefined) return []
  const named = namedNetworks(values)
  return named.length > 0 ? named : ['default']
}
