import { services } from '../../services/index.ts'
import type { Dependency, Evidence } from '../facts.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { lineAt, type Script } from './sources.ts'

/** Clients beside those that a service's own file names: libraries that are told what they talk to by what they are installed with. */
const clients: Readonly<Record<string, readonly string[]>> = {
  postgres: ['pg', 'postgres', 'pg-promise', '@vercel/postgres', 'slonik', '@prisma/adapter-pg', '@fastify/postgres'],
  mysql: ['mysql2', 'mysql', '@fastify/mysql', '@prisma/adapter-mariadb'],
  mongodb: ['mongodb', 'mongoose', '@fastify/mongodb'],
  redis: ['redis', 'ioredis', 'bullmq', 'bull', 'connect-redis', '@fastify/redis', 'bee-queue', '@nestjs/bullmq', '@nestjs/bull', 'rate-limit-redis'],
  rabbitmq: ['amqplib', 'amqp-connection-manager', 'rascal'],
  kafka: ['kafkajs', '@confluentinc/kafka-javascript', 'node-rdkafka'],
  nats: ['nats', '@nats-io/transport-node'],
  memcached: ['memjs', 'memcached'],
  elasticsearch: ['@elastic/elasticsearch'],
  opensearch: ['@opensearch-project/opensearch'],
  qdrant: ['@qdrant/js-client-rest'],
}

/** The backing services of the unit: the drivers that production installs, and what Prisma's and Drizzle's own files say. */
export function nodeUses(dependencies: readonly Dependency[], scripts: readonly Script[], folder: UnitFolder): Evidence[] {
  const installed = dependencies.filter((one) => one.group === 'main')
  const rows = [...services.map((one) => [one.id, one.clients.node ?? []] as const), ...Object.entries(clients)]
  const found = rows.flatMap(([kind, names]) => installed.filter((one) => names.includes(one.name)).map((one) => sign(kind, one.name, one.file, one.line)))
  const all = [...found, ...prisma(folder), ...drizzle(scripts)]
  return all.filter((one, index) => all.findIndex((other) => other.key === one.key && other.value === one.value) === index)
}

function sign(kind: string, value: string, file: string, line: number): Evidence {
  return { key: `uses.${kind}`, value, file, line, confidence: 'certain' }
}

const providers: Readonly<Record<string, string>> = { postgresql: 'postgres', postgres: 'postgres', mysql: 'mysql', mongodb: 'mongodb' }

export function prismaSchema(folder: UnitFolder): string | null {
  return folder.files.find((file) => /(^|\/)schema\.prisma$/.test(file) && /^\s*datasource\s/m.test(folder.read(file))) ?? null
}

function prisma(folder: UnitFolder): Evidence[] {
  const file = prismaSchema(folder)
  if (file === null) return []
  const text = folder.read(file)
  const match = /datasource\s+\w+\s*\{[^}]*?provider\s*=\s*"(\w+)"/.exec(text)
  const kind = providers[match?.[1] ?? '']
  return match && kind ? [sign(kind, match[1] ?? '', folder.fromRoot(file), lineAt(text, match.index + match[0].indexOf('provider')))] : []
}

function drizzle(scripts: readonly Script[]): Evidence[] {
  const config = scripts.find((one) => /^drizzle\.config\.(m|c)?[jt]s$/.test(one.path))
  const match = /dialect\s*:\s*['"](postgresql|mysql)['"]/.exec(config?.text ?? '')
  return config && match ? [sign(match[1] === 'mysql' ? 'mysql' : 'postgres', match[1] ?? '', config.file, lineAt(config.text, match.index))] : []
}
