import type { UnitFacts, VariableFact } from '../detect/facts.ts'
import type { Part, Service } from '../services/contract.ts'
import { claimsOf, type Claim } from './connection-names.ts'
import { connectionUrl } from './connection-url.ts'
import { required } from './interpolate.ts'
import type { EnvironmentEntry } from './service-plan.ts'

export interface Connection {
  service: Service
  /** Name of the compose service it reaches; null: managed, run by somebody else. */
  host: string | null
}

const managedTodo = 'set it in .env'

/**
 * The environment by which a unit reaches its services: each variable of its code that speaks of one, filled with that
 * service's parts; where the code reads none, the customary ones. Hosts are service names, passwords come from `.env`.
 */
export function connectionEnvironment(unit: UnitFacts, connections: readonly Connection[]): EnvironmentEntry[] {
  const claims = claimsOf(
    unit,
    connections.map((one) => one.service),
  )
  const entries = connections.flatMap((connection) => {
    const own = claims.filter((one) => one.service === connection.service)
    const found = own
      .filter((one) => !isLeftToCode(one, own, connection))
      .flatMap((one) => entryFor(one.variable.name, one.part, connection, unit, one.variable))
    const names = customaryFor(connection, unit, claims, found.length === 0)
    return [...found, ...names.flatMap(({ name, part }) => entryFor(name, part, connection, unit, null))]
  })
  return entries.filter((entry, index) => entries.findIndex((other) => other.name === entry.name) === index)
}

/** What is given beside what the code reads, or in its place. @param unread the code reads nothing of the service. */
function customaryFor({ service, host }: Connection, unit: UnitFacts, claims: readonly Claim[], unread: boolean): Service['customary'] {
  const installed = new Set(unit.python?.dependencies.map((one) => one.name))
  const parts = claims.filter((one) => one.service === service).map((one) => one.part)
  return service.customary
    .filter(({ name }) => !claims.some((one) => one.variable.name === name && one.service !== service))
    .filter(({ native, part }) => {
      // Of what runs elsewhere the library finds keys by itself, a role of the machine among them.
      if (native && host === null) return false
      return unread || (native?.some((one) => installed.has(one)) && !parts.includes(part))
    })
}

function isLeftToCode({ part, variable, service }: Claim, claims: readonly Claim[], { host }: Connection): boolean {
  const given = variable.required || variable.default !== undefined
  // Of a storage elsewhere the library knows the address, unless the code insists on one.
  if (host === null && service.protocol === 's3' && part !== 'database') return !variable.required
  // Code that reads a host puts the URL together itself: one that it may read as well is left to it.
  if (part === 'url') return !given && claims.some((one) => one.part === 'host')
  // A number of a database and a region are the code's own choice where it made one.
  if (part === 'region' || (part === 'database' && service.protocol === 'redis')) return variable.default !== undefined
  return false
}

/** Variables that ask for what the service does not have, a login for one without: given empty, or the code's own default would be refused. */
export function emptyVariables(unit: UnitFacts, connections: readonly Connection[]): ReadonlySet<string> {
  const here = connections.filter((one) => one.host !== null).map((one) => one.service)
  const claims = claimsOf(unit, here).filter(({ part, service }) => (part === 'user' || part === 'password') && service.connection[part] === null)
  return new Set(claims.filter(({ variable }) => variable.required || variable.default).map(({ variable }) => variable.name))
}

/** Names of variables by which code tells where its queue is, where it has more than one address. */
const ofQueues = /QUEUE|BROKER|JOB|TASK|WORKER|RQ/

/**
 * The URL of a service under a name that a program of somebody else's reads: the one that the code itself uses, so that both meet
 * in the same database. @param entries what the code is given.
 */
export function programConnection(name: string, connection: Connection, unit: UnitFacts, entries: readonly EnvironmentEntry[]): EnvironmentEntry[] {
  const urls = claimsOf(unit, [connection.service])
    .filter((one) => one.part === 'url' && one.variable.type !== 'json')
    .flatMap(({ variable }) => entries.find((entry) => entry.name === variable.name) ?? [])
  const same = urls.find((entry) => ofQueues.test(entry.name)) ?? urls[0] ?? entries.find((entry) => entry.name === customaryName(connection.service))
  return same ? [{ ...same, name }] : entryFor(name, 'url', connection, unit, null)
}

/** Whether the code reads any variable that reaches the service. */
export function readsConnection(unit: UnitFacts, service: Service): boolean {
  return claimsOf(unit, [service]).length > 0
}

/** What code is told to read that reads nothing. */
export function customaryName(service: Service): string {
  return service.customary.find((one) => !one.native)?.name ?? `${service.id.toUpperCase().replaceAll('-', '_')}_URL`
}

function entryFor(name: string, part: Part, { service, host }: Connection, unit: UnitFacts, variable: VariableFact | null): EnvironmentEntry[] {
  const { user, password, database } = service.connection
  const isSecret = password?.includes('${') ?? false
  const secret = isSecret && (part === 'password' || part === 'url')
  if (host === null) return [{ name, value: required(name, managedTodo), secret }]
  const address = `${host}:${service.port}`
  const texts: Record<Part, string | null> = {
    url: connectionUrl({ service, address, unit, variable, isResults: /RESULTS?_?BACKEND/.test(name) }),
    address,
    host,
    port: String(service.port),
    user,
    password,
    database: database && decodeURIComponent(database),
    region: 'us-east-1',
    tls: 'false',
    scheme: service.connection.scheme,
  }
  const text = texts[part]
  return text === null ? [] : [{ name, value: variable?.type === 'json' ? JSON.stringify([text]) : text, secret }]
}

/** Host ports and the like as a compose variable. */
export function hostPortVariable(name: string): string {
  return `${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}_PORT`
}

export function limitVariables(name: string): { memoryVariable: string; cpusVariable: string; pidsVariable: string; reservationVariable: string } {
  const prefix = name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')
  return {
    memoryVariable: `${prefix}_MEMORY`,
    cpusVariable: `${prefix}_CPUS`,
    pidsVariable: `${prefix}_PIDS`,
    reservationVariable: `${prefix}_MEMORY_RESERVED`,
  }
}
