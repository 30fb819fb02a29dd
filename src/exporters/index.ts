import type { Exporter } from './contract.ts'
import { memcached } from './memcached.ts'
import { mysql } from './mysql.ts'
import { postgres } from './postgres.ts'
import { rabbitmq } from './rabbitmq.ts'
import { redis } from './redis.ts'

export const exporters: readonly Exporter[] = [postgres, mysql, redis, memcached, rabbitmq]

/** What has the figures of a kind of service; undefined: nothing that is known. */
export function exporterOf(kind: string): Exporter | undefined {
  return exporters.find((one) => one.of.includes(kind))
}
