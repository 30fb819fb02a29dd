import type { UnitFacts, VariableFact } from '../detect/facts.ts'
import type { Service } from '../services/contract.ts'
import { required } from './interpolate.ts'
import type { EnvironmentEntry } from './plan.ts'

export interface Connection {
  service: Service
  /** Name of the compose service it reaches; null: managed, run by somebody else. */
  host: string | null
}

const managedTodo = 'set it in .env'

/**
 * The environment by which a unit reaches its services: each variable of its code that speaks of one, filled with that
 * service's parts; where the code reads none, the customary URL. Hosts are service names, passwords come from `.env`.
 */
export function connectionEnvironment(unit: UnitFacts, connections: readonly Connection[]): EnvironmentEntry[] {
  const entries: EnvironmentEntry[] = []
  for (const connection of connections) {
    const parts = unit.variables.map((variable) => ({ variable, part: partOf(variable, connection.service, connections) }))
    // Code that reads a host puts the URL together itself: one that it may read as well is left to it.
    const assembled = parts.some((one) => one.part === 'host')
    const found = parts.flatMap(({ variable, part }) => {
      if (part === null || (part === 'url' && assembled && !variable.required && variable.default === undefined)) return []
      return [entryFor(variable.name, part, connection, unit, variable)]
    })
    const customary = entryFor(customaryName(connection.service), 'url', connection, unit, null)
    entries.push(...(found.length > 0 ? found : [customary]))
  }
  return entries.filter((entry, index) => entries.findIndex((other) => other.name === entry.name) === index)
}

/** Whether the code reads any variable that reaches the service. */
export function readsConnection(unit: UnitFacts, service: Service): boolean {
  return unit.variables.some((variable) => partOf(variable, service, [{ service, host: null }]) !== null)
}

export function customaryName(service: Service): string {
  return service.schemes[0] === 'postgresql' ? 'DATABASE_URL' : `${service.id.toUpperCase().replaceAll('-', '_')}_URL`
}

type Part = Service['parts'][number]['part']

function partOf(variable: VariableFact, service: Service, all: readonly Connection[]): Part | null {
  const scheme = /^([a-z][a-z0-9]*)(\+[a-z0-9]+)?:\/\/./.exec(variable.default ?? '')?.[1]
  if (scheme && service.schemes.includes(scheme)) return 'url'
  // A URL of another service's scheme is that service's, whatever the name says.
  if (scheme && all.some((one) => one.service.schemes.includes(scheme))) return null
  // A file, or what stands in front of a URL that the code puts together.
  if (scheme === 'sqlite' || /:\/\/$/.test(variable.default ?? '')) return null
  return service.parts.find(({ pattern }) => pattern.test(variable.name))?.part ?? null
}

function entryFor(name: string, part: Part, connection: Connection, unit: UnitFacts, variable: VariableFact | null): EnvironmentEntry {
  const { service, host } = connection
  const secret = part === 'password' || (part === 'url' && service.connection.password !== null)
  if (host === null) return { name, value: required(name, managedTodo), secret }
  const { user, password, database } = service.connection
  const texts: Record<Part, string> = {
    url: url(scheme(unit, service, variable), user, password, host, service.port, variable, database),
    host,
    port: String(service.port),
    user: user ?? '',
    password: password ?? '',
    database: database ?? '',
  }
  return { name, value: texts[part], secret }
}

function url(
  scheme: string,
  user: string | null,
  password: string | null,
  host: string,
  port: number,
  variable: VariableFact | null,
  database: string | null,
): string {
  const login = user === null ? '' : `${user}${password === null ? '' : `:${password}`}@`
  // A path in the code's own default counts: `redis://localhost:6379/3` means database 3.
  const path = user === null ? (/^[a-z+]+:\/\/[^/]*\/([0-9]+)$/.exec(variable?.default ?? '')?.[1] ?? database) : database
  return `${scheme}://${login}${host}:${port}${path === null ? '' : `/${path}`}`
}

/** The URL's scheme with the driver that is installed: SQLAlchemy picks its driver by it, plain drivers refuse one. */
function scheme(unit: UnitFacts, service: Service, variable: VariableFact | null): string {
  const stated = /^([a-z][a-z0-9]*(?:\+[a-z0-9]+)?):\/\//.exec(variable?.default ?? '')?.[1]
  if (stated && service.schemes.includes(stated.split('+')[0] ?? '')) return stated
  const plain = service.connection.scheme
  const names = new Set(unit.python?.dependencies.map((one) => one.name))
  if (plain !== 'postgresql' || !(names.has('sqlalchemy') || names.has('sqlmodel') || unit.python?.engines.length)) return plain
  const asynchronous = unit.python?.engines.some((engine) => engine.call.includes('async')) ?? false
  if (names.has('asyncpg') && (asynchronous || !(names.has('psycopg') || names.has('psycopg2') || names.has('psycopg2-binary')))) return 'postgresql+asyncpg'
  if (names.has('psycopg')) return 'postgresql+psycopg'
  return plain
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
