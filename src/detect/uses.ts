import { services } from '../services/index.ts'
import type { Dependency, Evidence } from './facts.ts'
import { serviceClients, type ServiceClients } from './service-clients.ts'
import type { Field, PythonModule } from './source.ts'

/**
 * The backing services that the unit talks to: from the drivers it installs and from the URLs and their types in its code.
 * SQLite is a file and no service. Addresses of other people's hosts count as well, since the service may be managed there.
 */
export function usesOf(dependencies: readonly Dependency[], modules: readonly PythonModule[]): Evidence[] {
  const found = clients().flatMap((client) => {
    const seen = [...fromDependencies(client, dependencies), ...modules.flatMap((module) => fromCode(client, module))]
    return seen.map((one): Evidence => ({ ...one, key: `uses.${client.kind}` }))
  })
  const vector = dependencies.some((one) => one.name === 'pgvector')
  // PostgreSQL with the vector extension is another image, not another service beside it.
  return vector ? found.map((one) => (one.key === 'uses.postgres' ? { ...one, key: 'uses.pgvector' } : one)) : found
}

/** A kind of the registry brings its own clients and schemes. */
function clients(): ServiceClients[] {
  const known = serviceClients.map((client) => {
    const service = services.find((one) => one.id === client.kind)
    if (!service) return client
    return { ...client, distributions: union(client.distributions, service.clients.python ?? []), schemes: union(client.schemes, service.schemes) }
  })
  const more = services.filter((service) => !serviceClients.some((client) => client.kind === service.id) && service.clients.python)
  return [
    ...known,
    ...more.map((service) => ({ kind: service.id, distributions: service.clients.python ?? [], extras: [], schemes: service.schemes, types: [] })),
  ]
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])]
}

function fromDependencies(client: ServiceClients, dependencies: readonly Dependency[]): Omit<Evidence, 'key'>[] {
  return dependencies
    .map((one) => {
      if (client.distributions.includes(one.name)) return { one, value: one.name }
      const extra = client.extras.find(([name, wanted]) => name === one.name && one.extras.includes(wanted))
      return extra ? { one, value: `${extra[0]}[${extra[1]}]` } : null
    })
    .filter((found) => found !== null)
    .map(({ one, value }) => ({ value, file: one.file, line: one.line, confidence: 'certain' as const }))
}

function fromCode(client: ServiceClients, module: PythonModule): Omit<Evidence, 'key'>[] {
  const urls = module.urls
    .filter((one) => schemesIn(one.text).some((scheme) => client.schemes.includes(scheme)))
    .map((one) => ({ value: `${client.schemes.find((scheme) => schemesIn(one.text).includes(scheme)) ?? ''}`, line: one.line }))
  const types = module.classes.flatMap((one) => one.fields).flatMap((field) => typeOfClient(client, field).map((value) => ({ value, line: field.line })))
  return [...urls, ...types].map((one) => ({ ...one, file: module.file, confidence: 'likely' as const }))
}

/** `postgresql+asyncpg://…` and the bare `postgresql+asyncpg` that builders of URLs take. */
function schemesIn(text: string): string[] {
  const withHost = [...text.matchAll(/\b([a-z][a-z0-9]*(?:\+[a-z0-9_]+)?):\/\//g)].map((match) => match[1] ?? '')
  const bare = /^["']([a-z]+\+[a-z0-9]+)["']$/.exec(text)?.[1]
  return [...withHost, ...(bare ? [bare] : [])].flatMap((scheme) => [scheme, scheme.split('+')[0] ?? scheme])
}

function typeOfClient(client: ServiceClients, field: Field): string[] {
  return client.types.filter((type) => new RegExp(`\\b${type}\\b`).test(field.annotation ?? ''))
}
