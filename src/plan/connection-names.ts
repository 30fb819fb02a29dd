import type { UnitFacts, VariableFact } from '../detect/facts.ts'
import type { Part, Role, Service } from '../services/contract.ts'
import { services } from '../services/index.ts'

/** Which part of which service a variable holds. */
export interface Claim {
  variable: VariableFact
  service: Service
  part: Part
}

/**
 * Who each variable of the code speaks of, among the services of the project. One variable has one owner: the scheme of its
 * default decides, then the service's own words in its name, then what names in general use the service for (`BROKER_URL`).
 */
export function claimsOf(unit: UnitFacts, used: readonly Service[]): Claim[] {
  const installed = new Set(unit.python?.dependencies.map((one) => one.name))
  const once = unit.variables.filter((one, index) => unit.variables.findIndex((other) => other.name === one.name) === index)
  return once.flatMap((variable) => {
    // Settings that mind the case may have their names in small letters.
    const seen = { ...variable, name: variable.name.toUpperCase() }
    const claim = byScheme(seen, used) ?? byOwnWords(seen, used, installed) ?? byRole(seen, used)
    return claim && claim !== 'nobody' ? [{ ...claim, variable, part: inShape(claim.part, variable) }] : []
  })
}

type Found = Omit<Claim, 'variable'> | 'nobody' | undefined

/** `db+postgresql://…` of Celery and `redis://…`: the scheme without what a library puts before it and its driver. */
export function schemeOf(text: string | undefined): string | undefined {
  return /^(?:db\+|sqla\+|sa\+)?([a-z][a-z0-9]*)(?:\+[a-z0-9]+)*:\/\//.exec(text ?? '')?.[1]
}

function byScheme(variable: VariableFact, used: readonly Service[]): Found {
  const scheme = schemeOf(variable.default)
  if (scheme === undefined || scheme === 'http' || scheme === 'https') return undefined
  // What stands in front of a URL that the code puts together.
  if (/:\/\/$/.test(variable.default ?? '')) return 'nobody'
  const fitting = used.filter((one) => one.schemes.includes(scheme))
  const service = fitting.find((one) => hasWord(variable.name, one)) ?? fitting[0]
  // A file, a broker in memory, a service that is not here: the default stays.
  return service ? { service, part: 'url' } : 'nobody'
}

function byOwnWords(variable: VariableFact, used: readonly Service[], installed: ReadonlySet<string>): Found {
  const { name } = variable
  if (besides.test(name)) return 'nobody'
  for (const service of used) {
    const special = service.parts?.find(({ pattern, clients }) => pattern.test(name) && (!clients || clients.some((one) => installed.has(one))))
    if (special) return { service, part: special.part }
    const part = service.words.length > 0 && partOf(name, `(?:${service.words.join('|')})`)
    if (part) return { service, part }
  }
  return services.some((one) => hasWord(name, one)) ? 'nobody' : undefined
}

/** Tools and pages around a service, which are not the service. */
const besides =
  /(^|_)(MANAGEMENT|MGMT|UI|SCHEMA|REGISTRY|SENTINELS?|CONNECT|EXPORTER|METRICS|DASHBOARDS?|KIBANA|REST|PROXY|MONITOR(ING)?|CALLBACK|WEBHOOK|DOCS|TOPIC|CONSOLE|PUBLIC|CDN|MQTT)(_|$)/

const suffixes: readonly (readonly [Part, string])[] = [
  ['url', '(?:URL|URI|DSN|CONNECTION_STRING|CONNECTION_UR[IL])'],
  ['address', '(?:ADDR|ADDRESS)'],
  ['host', '(?:HOST|HOSTNAME|SERVER)'],
  ['port', 'PORT'],
  ['user', '(?:USER|USERNAME|USR|LOGIN)'],
  ['password', '(?:PASSWORD|PASS|PASSWD|PWD|PW)'],
]

/** `SHOP_REDIS_CACHE_HOST`, `PGHOST`, `DB__PORT`: a word, perhaps others, and what is meant of it. */
function partOf(name: string, words: string): Part | undefined {
  const start = `^(?:.*_)?${words}`
  const found = suffixes.find(([, suffix]) => new RegExp(`${start}(?:_[A-Z0-9]+)*_{0,2}${suffix}$`).test(name))?.[0]
  if (found) return found
  // `POSTGRES_APPLICATION_NAME` names no database.
  return new RegExp(`${start}(?:_{0,2}NAME|(?:_[A-Z0-9]+)*_{0,2}(?:DB|DATABASE|DBNAME|DB_NAME|DATABASE_NAME))$`).test(name) ? 'database' : undefined
}

function hasWord(name: string, service: Service): boolean {
  return service.words.some((word) => new RegExp(`(?:^|_)${word}(?:_|$|URL|URI|HOST|PORT|USER|PASS|DB)`).test(name))
}

/** Names that say what for and not by whom. */
const general: readonly { role: Role; pattern: RegExp; part: Part }[] = [
  { role: 'results', pattern: /^(.*_)?(RESULTS?_?BACKEND|CELERY_BACKEND)(_{0,2}(URL|URI|DSN))?$/, part: 'url' },
  { role: 'broker', pattern: /^(.*_)?BROKER(_[A-Z]+)?_{0,2}(URL|URI|DSN)$|^(.*_)?(CELERY|TASKIQ|DRAMATIQ|MESSAGE)_BROKER$/, part: 'url' },
  ...each('broker', '(?:BROKER|MQ)'),
  { role: 'cache', pattern: /^(.*_)?(CACHES?|RATE_?LIMIT(ER|S)?|LIMITER|SESSIONS?)(_[A-Z]+)?_{0,2}(URL|URI|DSN|LOCATION)$/, part: 'url' },
  ...each('cache', 'CACHE'),
  { role: 'vectors', pattern: /^(.*_)?VECTOR_?(DB|STORE|DATABASE)_{0,2}(URL|URI)$/, part: 'url' },
  ...each('vectors', 'VECTOR_?(?:DB|STORE|DATABASE)'),
  {
    role: 'database',
    pattern: /^(.*_)?(DATABASE|DB|SQLALCHEMY|SQL)(_(DATABASE|CONNECTION|CONN|ASYNC|SYNC))?_{0,2}(URL|URI|DSN|CONNECTION_STRING)$/,
    part: 'url',
  },
  ...each('database', '(?:DB|DATABASE|SQL)'),
  { role: 'database', pattern: /^(.*_)?(DB|DATABASE)(_{0,2}NAME|_DATABASE|__(DB|DATABASE))$/, part: 'database' },
  { role: 'mail', pattern: /^(.*_)?(E?MAIL)(_SMTP|_SERVER)?_(USE_)?(TLS|SSL|SSL_TLS|STARTTLS)$/, part: 'tls' },
  ...each('mail', 'E?MAIL(?:_SMTP|_SERVER)?'),
]

function each(role: Role, word: string): { role: Role; pattern: RegExp; part: Part }[] {
  return suffixes
    .filter(([part]) => part !== 'url' && part !== 'address')
    .map(([part, suffix]) => ({ role, pattern: new RegExp(`^(.*_)?${word}_{0,2}${suffix}$`), part }))
}

function byRole(variable: VariableFact, used: readonly Service[]): Found {
  const form = general.find(({ role, pattern }) => pattern.test(variable.name) && used.some((one) => one.roles?.[role] !== undefined))
  if (!form) return undefined
  // `django-db`, `rpc`: a way to keep results that has no address.
  if (form.role === 'results' && /^[a-z][\w-]*$/.test(variable.default ?? '')) return 'nobody'
  const [service] = used.filter((one) => one.roles?.[form.role] !== undefined).sort((a, b) => (a.roles?.[form.role] ?? 0) - (b.roles?.[form.role] ?? 0))
  return service ? { service, part: form.part } : undefined
}

/** A default shows what the code expects: `localhost:9200` is no URL, and `http://localhost:9200` no host. */
function inShape(part: Part, { default: text = '' }: VariableFact): Part {
  const first = text.replace(/^\[\s*["']?/, '')
  if ((part === 'host' || part === 'address' || part === 'url') && schemeOf(first) !== undefined) return 'url'
  if ((part === 'host' || part === 'url') && /^[\w.-]+:\d+(["',\]]|$)/.test(first)) return 'address'
  return part
}
