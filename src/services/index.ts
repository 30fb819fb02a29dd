import type { Service } from './contract.ts'
import { postgres } from './postgres.ts'
import { redis } from './redis.ts'

export const services: readonly Service[] = [postgres, redis]

/** @throws Error for a kind that no service has: answers are checked before they get here. */
export function serviceOf(kind: string): Service {
  const service = services.find((one) => one.id === kind)
  if (!service) throw new Error(`no service ${kind}`)
  return service
}
