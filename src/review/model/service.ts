import { isRecord, profilesOf, strings } from '../../validate/compose.ts'
import type { ComposeView, DockerfileView } from '../contract.ts'
import { baseImage, type BaseImage } from './base-images.ts'
import type { Compose, Service, Values } from './compose.ts'
import type { Stage } from './dockerfile.ts'
import { expand } from './expand.ts'
import type { Position } from './lines.ts'

/** `127.0.0.1:${PORT:-8000}:8000` in its parts. */
export interface Port {
  host: string | null
  published: string | null
  target: string
  index: number
  /** As written; empty for the long form. */
  text: string
}

/** Ports of a service as this file has them. */
export function portsOf(values: Values): Port[] {
  const list = Array.isArray(values.ports) ? (values.ports as unknown[]) : []
  return list.flatMap((one, index): Port[] => {
    if (isRecord(one)) return [{ host: text(one.host_ip), published: text(one.published), target: text(one.target) ?? '', index, text: '' }]
    const written = text(one)
    if (written === null) return []
    // Colons within ${…} and brackets of an IPv6 address separate nothing.
    const parts = written.replace(/\/(tcp|udp|sctp)$/, '').match(/(?:\$\{[^}]*\}|\[[^\]]*\]|[^:])+/g) ?? []
    const target = parts.at(-1) ?? ''
    return [{ host: parts.length > 2 ? parts[0]! : null, published: parts.length > 1 ? parts.at(-2)! : null, target, index, text: written }]
  })
}

export interface Volume {
  /** A path or a name; null: docker makes one without a name. */
  source: string | null
  target: string
  isBind: boolean
  index: number
}

export function volumesOf(values: Values): Volume[] {
  const list = Array.isArray(values.volumes) ? (values.volumes as unknown[]) : []
  return list.flatMap((one, index): Volume[] => {
    if (isRecord(one)) {
      if (one.type === 'tmpfs') return []
      return [{ source: text(one.source), target: text(one.target) ?? '', isBind: one.type === 'bind', index }]
    }
    if (typeof one !== 'string') return []
    const parts = one.match(/(?:\$\{[^}]*\}|[^:])+/g) ?? []
    const [first = '', second] = parts
    if (second === undefined) return [{ source: null, target: first, isBind: false, index }]
    return [{ source: first, target: second, isBind: /^[./~$]/.test(first), index }]
  })
}

export interface Variable {
  name: string
  /** Null: taken from the shell. */
  value: string | null
  /** Keys that lead to it, from the service. */
  keys: readonly (string | number)[]
}

export function environmentOf(values: Values): Variable[] {
  const { environment } = values
  if (isRecord(environment)) return Object.entries(environment).map(([name, value]) => ({ name, value: text(value), keys: ['environment', name] }))
  if (!Array.isArray(environment)) return []
  return environment.flatMap((one: unknown, index): Variable[] => {
    if (typeof one !== 'string') return []
    const equals = one.indexOf('=')
    return [{ name: equals < 0 ? one : one.slice(0, equals), value: equals < 0 ? null : one.slice(equals + 1), keys: ['environment', index] }]
  })
}

/** What a `command:` or an `entrypoint:` runs, as one text. */
export function commandText(value: unknown): string {
  return typeof value === 'string' ? value : strings(value).join(' ')
}

/** Texts of a health check's command, with the keys that lead to each. */
export function testOf(values: Values): { text: string; keys: readonly (string | number)[] }[] {
  const test = isRecord(values.healthcheck) ? values.healthcheck.test : undefined
  if (typeof test === 'string') return [{ text: test, keys: ['healthcheck', 'test'] }]
  return Array.isArray(test)
    ? test.flatMap((one: unknown, index) => (typeof one === 'string' ? [{ text: one, keys: ['healthcheck', 'test', index] }] : []))
    : []
}

/** What of a check is run: the list's words, or its one script. */
export function scriptOf(values: Values): string {
  const texts = testOf(values).map((one) => one.text)
  return (/^CMD(-SHELL)?$/.test(texts[0] ?? '') ? texts.slice(1) : texts).join(' ')
}

export interface Needed {
  name: string
  condition: string
  required: boolean
  /** Only its name is written. */
  short: boolean
  keys: readonly (string | number)[]
}

export function neededBy(values: Values): Needed[] {
  const how = values.depends_on
  if (Array.isArray(how))
    return how.flatMap((one: unknown, index): Needed[] =>
      typeof one === 'string' ? [{ name: one, condition: 'service_started', required: true, short: true, keys: ['depends_on', index] }] : [],
    )
  if (!isRecord(how)) return []
  return Object.entries(how).map(([name, one]): Needed => {
    const condition = isRecord(one) && typeof one.condition === 'string' ? one.condition : 'service_started'
    return { name, condition, required: !isRecord(one) || one.required !== false, short: false, keys: ['depends_on', name] }
  })
}

/** Base file and overlays that belong together, the base first. */
export function familyOf(compose: Compose): readonly Compose[] {
  const base = compose.base ?? compose
  return [base, ...base.overlays]
}

/** What every file of the family says of a service. */
export function everywhere(compose: Compose, name: string): readonly Values[] {
  return familyOf(compose).flatMap((one) => {
    const service = one.service(name)
    return service ? [service.own] : []
  })
}

/** Somebody waits for it to end, or its profiles say that it is a job. */
export function isOneShot(compose: Compose, name: string): boolean {
  return (
    familyOf(compose).some((file) => waitedFor(file).has(name)) || /(^|[-_])(init|migrate|migrations?|setup|seed|createbuckets?|bootstrap)($|[-_])/.test(name)
  )
}

const waited = new WeakMap<Compose, ReadonlySet<string>>()

/** Services of which another one of the file waits for the end. */
function waitedFor(file: Compose): ReadonlySet<string> {
  const known = waited.get(file)
  if (known) return known
  const needs = file.services.flatMap((one) => neededBy(one.own)).filter((need) => need.condition === 'service_completed_successfully')
  const found = new Set(needs.map((need) => need.name))
  waited.set(file, found)
  return found
}

/** Started by hand or for tests, not with the rest. */
export function isOnDemand(service: Service): boolean {
  return profilesOf(service.merged).some((one) => /test|tool|debug|manual|cli|load|build|admin|init|job/.test(one))
}

/** For a person's own machine or for tests, by its name. */
export function isForDevelopment(path: string): boolean {
  return /(^|[./_-])(dev|development|devcontainer|local|test|tests|testing|ci|debug|override|e2e)([./_-]|$)/i.test(path)
}

/** The image a service takes from a registry, variables filled in from their defaults; null: it is built here, or cannot be known. */
export function imageOf(values: Values): BaseImage | null {
  if (values.build !== undefined || typeof values.image !== 'string') return null
  const name = expand(values.image, () => null)
  return name === null ? null : baseImage(name)
}

/** The stage that a service is built from here. */
export function stageOf({ project, compose }: ComposeView, name: string): { view: DockerfileView; stage: Stage } | null {
  const build = project.builds.find((one) => one.compose === compose && one.service === name)
  const view = build && project.dockerfiles.find((one) => one.path === build.dockerfile)
  if (!view) return null
  const stage = build.target === null ? view.file.stages.at(-1) : view.file.stages.find((one) => one.name?.text.toLowerCase() === build.target!.toLowerCase())
  return stage ? { view, stage } : null
}

const stores =
  /(^|\/)(postgres|pgvector|postgis|timescaledb(-ha)?|mysql|mysql-server|mariadb|mongo|mongodb|redis|redis-stack(-server)?|valkey|keydb|memcached|rabbitmq|kafka|cp-kafka|redpanda|elasticsearch|opensearch|cassandra|clickhouse(-server)?|influxdb|minio|qdrant|weaviate|neo4j|mssql\/server|nats|etcd|zookeeper|cockroach|couchdb|localstack)$/

/** A database, queue or cache: nothing that a browser speaks to. */
export function isStore(image: BaseImage): boolean {
  return stores.test(image.name)
}

const edges = /(^|\/)(nginx|nginx-unprivileged|traefik|caddy|haproxy|envoy|httpd|swag|nginx-proxy|proxy)\b/

/** A web server that stands in front of others. */
export function isEdge(image: BaseImage): boolean {
  return edges.test(image.name)
}

/** Where a part of a service stands; that of an anchor, where it comes from one. */
export function placeIn({ compose }: ComposeView, service: string, ...keys: readonly (string | number)[]): Position {
  return compose.yaml.place('services', service, ...keys)
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}
