import { serviceFor, services } from '../services/index.ts'
import { imagesInCompose } from './compose-images.ts'
import type { Dependency, Evidence, VariableFact } from './facts.ts'
import { serviceClients, type ServiceClients } from './service-clients.ts'
import type { PythonModule } from './source.ts'
import type { UnitFolder } from './unit-folder.ts'
import { celeryBroker, settingsOfDjango, typesIn, urlsIn, vectorExtension, type Sign } from './uses-in-code.ts'

/** What the services of a unit are told from. */
export interface UsesInput {
  /** Those that production installs: what only tests need is no service of the program's. */
  dependencies: readonly Dependency[]
  modules: readonly PythonModule[]
  variables: readonly VariableFact[]
  folder: UnitFolder
}

/**
 * The backing services that the unit talks to: from the drivers it installs, from the URLs, types and settings in its code, and
 * then from images of compose files that agree. SQLite is a file and no service. Addresses of other people's hosts count as
 * well, since the service may be managed there.
 */
export function usesOf(input: UsesInput): Evidence[] {
  const { dependencies, modules, folder } = input
  const found = clients().flatMap((client) => [
    ...fromDependencies(client, dependencies),
    ...modules.flatMap((module) => [...urlsIn(client, module), ...typesIn(client, module), ...settingsOfDjango(client.kind, module)]),
  ])
  const more = [...found, ...celeryBroker(found, dependencies, modules), ...minioByName(input)]
  const spoken = withDriver(more)
  const withVectors = spoken.some((one) => one.kind === 'postgres') ? [...spoken, ...vectorExtension(folder)] : spoken
  return settled([...withVectors, ...agreeingImages(withVectors, input)]).map(({ kind, ...one }) => ({ ...one, key: `uses.${kind}` }))
}

/**
 * A relational database that the code could be told to use, while the driver that is installed speaks another one's protocol, is a choice
 * that was not taken.
 */
function withDriver(found: readonly Sign[]): Sign[] {
  const protocolOf = (one: Sign) => serviceFor(one.kind)?.protocol
  const relational = (one: Sign) => /^(postgres|pgvector|mysql|mariadb)$/.test(one.kind)
  const driven = new Set(found.filter((one) => relational(one) && one.confidence === 'certain').map(protocolOf))
  return found.filter((one) => !relational(one) || driven.size === 0 || driven.has(protocolOf(one)))
}

/** A kind of the registry brings its own clients; one that no row speaks of its schemes too. */
function clients(): ServiceClients[] {
  const known = serviceClients.map((client) => {
    const own = services.find((one) => one.id === client.kind)?.clients.python ?? []
    return { ...client, distributions: [...new Set([...own, ...client.distributions])] }
  })
  const more = services.filter((service) => !serviceClients.some((client) => client.kind === service.id) && service.clients.python)
  return [
    ...known,
    ...more.map((service) => ({ kind: service.id, distributions: service.clients.python ?? [], extras: [], schemes: service.schemes, types: [] })),
  ]
}

function fromDependencies(client: ServiceClients, dependencies: readonly Dependency[]): Sign[] {
  return dependencies.flatMap((one) => {
    const extra = client.extras.find(([name, wanted]) => name === one.name && one.extras.includes(wanted))
    const value = client.distributions.includes(one.name) ? one.name : extra ? `${extra[0]}[${extra[1]}]` : null
    return value === null ? [] : [{ kind: client.kind, value, file: one.file, line: one.line, confidence: 'certain' as const }]
  })
}

/**
 * Images of the person's own compose files, where something else speaks of that service: another sign, or a variable with its
 * name. An image alone may be anything, a tool or what was there once.
 */
function agreeingImages(found: readonly Sign[], { folder, variables }: UsesInput): Sign[] {
  return imagesInCompose(folder).flatMap((image) => {
    const protocol = serviceFor(image.kind)?.protocol
    if (found.some((one) => serviceFor(one.kind)?.protocol === protocol && protocol !== undefined)) return [image]
    const variable = variables.find((one) => speaksOf(one.name, image.kind))
    return variable ? [{ ...image, value: variable.name, file: variable.file, line: variable.line }, image] : []
  })
}

/** A client of any S3 that reads `MINIO_ENDPOINT` is one of MinIO's. */
function minioByName({ dependencies, variables }: UsesInput): Sign[] {
  if (!dependencies.some((one) => /^(aio)?(boto3|botocore)$|^(s3fs|django-storages|fsspec|cloudpathlib|obstore)$/.test(one.name))) return []
  return variables
    .filter((one) => /(^|_)MINIO_/.test(one.name.toUpperCase()) && !/CONSOLE|BROWSER/.test(one.name.toUpperCase()))
    .slice(0, 1)
    .map((one) => ({ kind: 'minio', value: one.name, line: one.line, file: one.file, confidence: 'likely' }))
}

function speaksOf(name: string, kind: string): boolean {
  const words = serviceFor(kind)?.words ?? []
  return new RegExp(`(^|_)(${words.join('|')})_?(URL|URI|DSN|HOST|SERVERS?|ENDPOINT|BROKERS?)$`).test(name.toUpperCase()) && words.length > 0
}

/**
 * One kind a protocol: code that speaks PostgreSQL has one database, with vectors where it uses them. A server that the person's
 * compose file runs is the one; else the more special client knows.
 */
function settled(found: readonly Sign[]): Sign[] {
  const special = ['pgvector', 'mariadb', 'valkey']
  return found.map((one) => {
    const protocol = serviceFor(one.kind)?.protocol
    const rivals = found.filter((other) => protocol !== undefined && serviceFor(other.kind)?.protocol === protocol)
    const winner =
      rivals.find((other) => other.kind === 'pgvector') ?? rivals.find((other) => other.fromImage) ?? rivals.find((other) => special.includes(other.kind))
    const { fromImage: _, ...rest } = one
    return winner ? { ...rest, kind: winner.kind } : rest
  })
}
