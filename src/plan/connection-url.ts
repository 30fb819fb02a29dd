import type { UnitFacts, VariableFact } from '../detect/facts.ts'
import type { Service } from '../services/contract.ts'

export interface UrlParts {
  service: Service
  /** Host and port. */
  address: string
  unit: UnitFacts
  /** The variable that it is for; null: one that the code does not read. */
  variable: VariableFact | null
  /** For where Celery keeps results, which it may send through the broker. */
  isResults: boolean
}

/** A service's URL as compose text, in the form that the code's own default has. */
export function connectionUrl({ service, address, unit, variable, isResults }: UrlParts): string {
  if (isResults && service.protocol === 'amqp') return 'rpc://'
  const { user, password, database, query } = service.connection
  // Keys of a storage are never part of its address.
  const login = user === null || service.protocol === 's3' || service.protocol === 'aws' ? '' : `${user}${password === null ? '' : `:${password}`}@`
  const inPath = service.protocol === 's3' ? null : database
  const path = statedPath(service, variable?.default ?? '') ?? inPath
  return `${schemeFor(unit, service, variable)}://${login}${address}${path === null ? '' : `/${path}`}${query && path !== null ? `?${query}` : ''}`
}

/** SQLAlchemy itself, and what brings it along. */
const throughSqlalchemy = ['sqlalchemy', 'sqlmodel', 'flask-sqlalchemy', 'flask-sqlalchemy-lite', 'flask-migrate', 'advanced-alchemy']

/** A path in the code's own default counts: `redis://localhost:6379/3` means database 3, and who writes `amqp://…//` reads it. */
function statedPath({ connection, protocol }: Service, text: string): string | undefined {
  if (protocol === 'amqp') return /^\w+:\/\/[^/]*\/\/$/.test(text) ? '/' : undefined
  return connection.user === null ? /^[a-z+]+:\/\/[^/]*\/([0-9]+)$/.exec(text)?.[1] : undefined
}

/** The URL's scheme with the driver that is installed: SQLAlchemy picks its driver by it, plain drivers refuse one. */
function schemeFor(unit: UnitFacts, service: Service, variable: VariableFact | null): string {
  const [, before = '', stated] = /^(db\+|sqla\+|sa\+)?([a-z][a-z0-9]*(?:\+[a-z0-9]+)*):\/\//.exec(variable?.default ?? '') ?? []
  if (stated && service.schemes.includes(stated.split('+')[0] ?? '')) return before + stated
  const plain = service.connection.scheme
  const names = new Set(unit.python?.dependencies.map((one) => one.name))
  if (!service.drivers || !(throughSqlalchemy.some((name) => names.has(name)) || unit.python?.engines.length)) return plain
  const asynchronous = unit.python?.engines.some((engine) => engine.call.includes('async')) ?? false
  const installed = service.drivers.filter((one) => names.has(one.distribution))
  return (installed.find((one) => one.asynchronous === asynchronous) ?? installed[0])?.scheme ?? plain
}

/** The URL of one that runs here, by the name that it has in compose, for a program that is not the project's. */
export function plainUrl({ id, connection, port }: Service): string {
  const { scheme, user, password, database } = connection
  const login = user === null ? '' : `${user}${password === null ? '' : `:${password}`}@`
  return `${scheme}://${login}${id}:${port}${database === null ? '' : `/${database}`}`
}
