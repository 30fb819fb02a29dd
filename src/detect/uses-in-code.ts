import type { Dependency, Evidence } from './facts.ts'
import type { ServiceClients } from './service-clients.ts'
import type { PythonModule } from './source.ts'
import type { UnitFolder } from './unit-folder.ts'

/** Something that speaks for a service. */
export type Sign = Omit<Evidence, 'key'> & { kind: string; /** The server itself, in a compose file. */ fromImage?: true }

export function urlsIn(client: ServiceClients, module: PythonModule): Sign[] {
  return module.urls.flatMap((one) => {
    const value = schemesOf(one).find((scheme) => client.schemes.includes(scheme))
    return value === undefined ? [] : [likely(client.kind, value, module.file, one.line)]
  })
}

/** Each text is asked for every kind of service. */
const schemes = new WeakMap<object, string[]>()

function schemesOf(url: { text: string }): string[] {
  const known = schemes.get(url) ?? schemesIn(url.text)
  schemes.set(url, known)
  return known
}

/** `postgresql+asyncpg://…` and the bare `postgresql+asyncpg` that builders of URLs take. */
function schemesIn(text: string): string[] {
  const withHost = [...text.matchAll(/\b([a-z][a-z0-9]*(?:\+[a-z0-9_]+)?):\/\//g)].map((match) => match[1] ?? '')
  const bare = /^["']([a-z]+\+[a-z0-9]+)["']$/.exec(text)?.[1]
  // Celery writes `db+postgresql://` for a table of results in a database.
  return [...withHost, ...(bare ? [bare] : [])].flatMap((scheme) => [scheme, scheme.replace(/^(db|sqla|sa)\+/, '').split('+')[0] ?? scheme])
}

export function typesIn(client: ServiceClients, module: PythonModule): Sign[] {
  if (client.types.length === 0 || module.classes.length === 0) return []
  const patterns = client.types.map((type) => [type, new RegExp(`\\b${type}\\b`)] as const)
  return module.classes
    .flatMap((one) => one.fields)
    .flatMap((field) =>
      patterns.filter(([, pattern]) => pattern.test(field.annotation ?? '')).map(([value]) => likely(client.kind, value, module.file, field.line)),
    )
}

/** Django names what it talks to by the path of a class: in `DATABASES`, `CACHES`, `CHANNEL_LAYERS`, `HAYSTACK_CONNECTIONS`. */
const backends: readonly (readonly [kind: string, setting: RegExp, path: RegExp])[] = [
  ['postgres', /DATABASE/, /\b(postgresql|postgis|postgresql_psycopg2|psqlextra)\b/],
  ['mysql', /DATABASE/, /\bmysql\b/],
  ['mongodb', /DATABASE/, /^(djongo|django_mongodb_backend)\b/],
  ['redis', /CACHE|CHANNEL_LAYER/, /redis/i],
  ['memcached', /CACHE/, /memcached?\.(PyMemcacheCache|PyLibMCCache|MemcachedCache)$|django_bmemcached/],
  ['rabbitmq', /CHANNEL_LAYER/, /^channels_rabbitmq\b/],
  ['elasticsearch', /HAYSTACK/, /\belasticsearch\d*_backend\b/],
]

export function settingsOfDjango(kind: string, module: PythonModule): Sign[] {
  const rows = backends.filter(([one]) => one === kind)
  if (rows.length === 0) return []
  return backendSettings(module).flatMap((one) =>
    [...one.text.matchAll(/["'](?:ENGINE|BACKEND)["']\s*:\s*["']([\w.]+)["']/g)].flatMap((match) => {
      const path = match[1] ?? ''
      const line = one.line + one.text.slice(0, match.index).split('\n').length - 1
      return rows.some(([, setting, form]) => setting.test(one.name) && form.test(path)) ? [likely(kind, path, module.file, line)] : []
    }),
  )
}

/** Few modules are settings, and each is asked for every kind. */
const settings = new WeakMap<PythonModule, PythonModule['assignments']>()

function backendSettings(module: PythonModule): PythonModule['assignments'] {
  const known =
    settings.get(module) ??
    module.assignments.filter((one) => one.scope === null && /^(DATABASES?|CACHES?|CHANNEL_LAYERS|HAYSTACK_CONNECTIONS)\b/.test(one.name))
  settings.set(module, known)
  return known
}

/** PostgreSQL with the vector extension is another image, not another service beside it. */
export function vectorExtension(folder: UnitFolder): Sign[] {
  const statement = /create\s+extension\s+(?:if\s+not\s+exists\s+)?["'\\]*vector\b/i
  return folder.files
    .filter((path) => /\.(py|sql)$/.test(path) && !/(^|\/)tests?\//.test(path))
    .flatMap((path) => {
      const text = textOrNone(folder, path)
      const match = statement.exec(text)
      if (!match) return []
      const line = text.slice(0, match.index).split('\n').length
      return [{ ...likely('pgvector', 'vector', folder.fromRoot(path), line + match[0].split('\n').length - 1), confidence: 'certain' as const }]
    })
}

/** A dump of a database may be as large as it likes, and in any encoding. */
function textOrNone(folder: UnitFolder, path: string): string {
  try {
    return folder.read(path)
  } catch {
    return ''
  }
}

/**
 * Celery brings AMQP itself, and every other broker needs a package or a URL that says so: with neither it can only be RabbitMQ.
 */
export function celeryBroker(found: readonly Sign[], dependencies: readonly Dependency[], modules: readonly PythonModule[]): Sign[] {
  const celery = dependencies.find((one) => one.name === 'celery')
  const made = modules.some((module) => module.calls.some((call) => /(^|\.)Celery$/.test(call.callee)))
  if (!celery || !made || found.some((one) => ['redis', 'valkey', 'rabbitmq', 'kafka'].includes(one.kind))) return []
  const others = dependencies.some(
    (one) => /^(boto3|kombu|sqlalchemy-.*|softlayer.*|azure-servicebus|pyro4|python-consul2?|kazoo)$/.test(one.name) || one.extras.includes('sqs'),
  )
  const urls = modules
    .flatMap((module) => module.urls)
    .some((one) => /\b(memory|filesystem|sqs|sqla(\+\w+)?|sentinel|zookeeper|azure\w*|gcpubsub):\/\//.test(one.text))
  return others || urls ? [] : [likely('rabbitmq', 'celery', celery.file, celery.line)]
}

function likely(kind: string, value: string, file: string, line: number): Sign {
  return { kind, value, line, file, confidence: 'likely' }
}
