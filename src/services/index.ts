import { caddy } from './caddy.ts'
import { exporters } from '../exporters/index.ts'
import type { Service } from './contract.ts'
import { elasticsearch } from './elasticsearch.ts'
import { grafana } from './grafana.ts'
import { k6 } from './k6.ts'
import { kafka } from './kafka.ts'
import { localstack } from './localstack.ts'
import { mailpit } from './mailpit.ts'
import { mariadb } from './mariadb.ts'
import { memcached } from './memcached.ts'
import { mongodb } from './mongodb.ts'
import { mysql } from './mysql.ts'
import { nats } from './nats.ts'
import { nginx } from './nginx.ts'
import { opensearchDashboards } from './opensearch-dashboards.ts'
import { opensearch } from './opensearch.ts'
import { otelCollector } from './otel-collector.ts'
import { pgvector } from './pgvector.ts'
import { postgres } from './postgres.ts'
import { prometheus } from './prometheus.ts'
import { qdrant } from './qdrant.ts'
import { rabbitmq } from './rabbitmq.ts'
import { redis } from './redis.ts'
import { seaweedfs } from './seaweedfs.ts'
import { traefik } from './traefik.ts'
import { valkey } from './valkey.ts'

export const services: readonly Service[] = [
  postgres,
  pgvector,
  mysql,
  mariadb,
  mongodb,
  redis,
  valkey,
  memcached,
  rabbitmq,
  kafka,
  nats,
  opensearch,
  opensearchDashboards,
  elasticsearch,
  qdrant,
  seaweedfs,
  mailpit,
  localstack,
  nginx,
  traefik,
  caddy,
  prometheus,
  grafana,
  otelCollector,
  k6,
]

/** Several under one name, as a person adds them. */
export const bundles: ReadonlyMap<string, readonly string[]> = new Map([
  ['monitoring', ['prometheus', 'grafana']],
  ['load-test', ['k6']],
])

/** A service, or what runs beside one for its figures. @throws Error for a kind that no service has: answers are checked before they get here. */
export function serviceOf(kind: string): Service {
  const service = serviceFor(kind) ?? exporters.flatMap((one) => one.service ?? []).find((one) => one.id === kind)
  if (!service) throw new Error(`no service ${kind}`)
  return service
}

/** The service that is run for a kind: its own, or the one that took its place; none for a kind that nobody runs here. */
export function serviceFor(kind: string): Service | undefined {
  return services.find((one) => one.id === kind) ?? services.find((one) => one.standsFor?.includes(kind))
}
