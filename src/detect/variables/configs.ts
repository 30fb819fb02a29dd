import type { VariableFact } from '../facts.ts'
import { environmentText } from '../readers/python/literal.ts'
import type { Call, PythonModule } from '../source.ts'
import { symbolsOf } from '../symbols.ts'
import { fileOf } from './secret-files.ts'
import { isGenerated, listText, looksSecret, typeOfCast, typeOfDefault } from './kinds.ts'

/** Libraries whose objects are called with a variable's name. */
type Library = 'decouple' | 'environs' | 'django-environ' | 'starlette' | 'prettyconf'

const classes: readonly (readonly [made: RegExp, library: Library])[] = [
  [/^decouple\.(Auto)?Config$/, 'decouple'],
  [/^environs\.(Env|FileAwareEnv)$/, 'environs'],
  [/^environ\.(Env|FileAwareEnv|PathEnv)$/, 'django-environ'],
  [/^starlette\.config\.Config$/, 'starlette'],
  [/^prettyconf\.(Configuration|config\.Configuration)$/, 'prettyconf'],
]
/** Objects that the libraries bring ready-made. */
const instances: Readonly<Record<string, Library>> = { 'decouple.config': 'decouple', 'environs.env': 'environs', 'prettyconf.config': 'prettyconf' }

/** Methods of django-environ that read a URL, with the variable that they take where none is named. */
const urlMethods: Readonly<Record<string, string>> = {
  db: 'DATABASE_URL',
  db_url: 'DATABASE_URL',
  cache: 'CACHE_URL',
  cache_url: 'CACHE_URL',
  email: 'EMAIL_URL',
  email_url: 'EMAIL_URL',
  search_url: 'SEARCH_URL',
  channels: 'CHANNELS_URL',
  channels_url: 'CHANNELS_URL',
  dj_db_url: 'DATABASE_URL',
  dj_cache_url: 'CACHE_URL',
  dj_email_url: 'EMAIL_URL',
}

/** An object that reads variables, as the code has made it. */
interface Config {
  library: Library
  prefix: string
  /** `DB_PASSWORD_FILE` may name the file that has it. */
  files?: boolean
  /** `environ.Env(DEBUG=(bool, False))`: types and defaults that are said once for all. */
  scheme: Call['arguments']
}

/** Variables that are read through decouple, environs, django-environ, starlette's config and prettyconf. */
export function configVariables(modules: readonly PythonModule[]): VariableFact[] {
  const symbols = symbolsOf(modules)
  const made = objectsOf(modules)
  const find: Finder = (module, name) => {
    const own = made.get(`${module.name}.${name}`)
    if (own) return own
    if (made.size === 0 && !instances[name]) return null
    const symbol = symbols.in(module, name)
    const library = instances[symbol]
    return library ? { library, prefix: '', scheme: [] } : (made.get(symbol) ?? null)
  }
  return modules.flatMap((module) =>
    module.calls.flatMap((call) => {
      const found = configOf(module, call.callee, find)
      return found ? read(module, call, found.config, found.method) : []
    }),
  )
}

/** What a name of a module is, where it is an object that reads variables. */
type Finder = (module: PythonModule, name: string) => Config | null

/** Every such object that the code makes, by `module.name`. */
function objectsOf(modules: readonly PythonModule[]): ReadonlyMap<string, Config> {
  return new Map(
    modules.flatMap((module) =>
      module.assignments.flatMap(({ name, call }) => {
        const library = call && classes.find(([pattern]) => pattern.test(call.callee))?.[1]
        if (!call || !library) return []
        const prefix = call.arguments.find((one) => one.name === 'prefix' || one.name === 'env_prefix')?.literal
        const later = module.assignments.find((one) => one.name === `${name}.prefix`)?.literal
        const text = typeof prefix === 'string' ? prefix : typeof later === 'string' ? later : ''
        const scheme = call.arguments.filter((one) => one.name !== null && /^[A-Z]/.test(one.name))
        return [[`${module.name}.${name}`, { library, prefix: text, files: call.callee.endsWith('.FileAwareEnv'), scheme }] as const]
      }),
    ),
  )
}

function read(module: PythonModule, call: PythonModule['calls'][number], config: Config, method: string): VariableFact[] {
  const positional = call.arguments.filter((one) => one.name === null)
  const given = positional[0] ?? call.arguments.find((one) => one.name === 'var' || one.name === 'key' || one.name === 'name')
  const plain = typeof given?.literal === 'string' ? given.literal : given === undefined ? urlMethods[method] : undefined
  if (plain === undefined || !/^[A-Za-z_]\w*$/.test(plain)) return []
  const name = prefixOf(call, config) + plain
  const scheme = config.scheme.find((one) => one.name === plain)
  const schemed = /^\(\s*([\w.]+)\s*,\s*([^]*?),?\s*\)$/.exec(scheme?.text ?? '')
  const fallback = call.arguments.find((one) => one.name === 'default')?.text ?? defaultAt(config.library, method, positional)?.text ?? schemed?.[2]
  const cast = call.arguments.find((one) => one.name === 'cast')?.text ?? castAt(config.library, method, positional)?.text ?? schemed?.[1] ?? scheme?.text
  const kind = method in urlMethods ? 'url' : method === '' ? (cast ?? '') : method
  const text = fallback === undefined ? undefined : (listText(fallback, kind) ?? environmentText(fallback))
  const type = typeOfCast(kind) ?? typeOfDefault(text)
  return [
    ...(config.files ? fileOf(name, module.file, call.line) : []),
    {
      name,
      ...(text === undefined ? {} : { default: text }),
      // All of them refuse to go on without a value where the code names no default.
      required: fallback === undefined,
      type,
      secret: looksSecret(name) || kind === 'Secret',
      ...(isGenerated(fallback) ? { generated: true as const } : {}),
      file: module.file,
      line: call.line,
    },
  ]
}

/** `with env.prefixed("SHOP_"):` around the call, and what the object itself puts in front. */
function prefixOf({ within = [] }: PythonModule['calls'][number], { prefix }: Config): string {
  const around = within.flatMap((one) => (/\.prefixed$/.test(one.callee) && typeof one.arguments[0]?.literal === 'string' ? [one.arguments[0].literal] : []))
  return [prefix, ...around].join('')
}

/** Where a default may stand without its name. */
function defaultAt(library: Library, method: string, positional: Call['arguments']): Call['arguments'][number] | undefined {
  if (library === 'decouple' || library === 'environs') return positional[1]
  if (library === 'django-environ') return positional[method === '' ? 2 : 1]
  return library === 'starlette' ? positional[2] : undefined
}

function castAt(library: Library, method: string, positional: Call['arguments']): Call['arguments'][number] | undefined {
  if (library === 'decouple') return positional[2]
  return method === '' && (library === 'django-environ' || library === 'starlette' || library === 'prettyconf') ? positional[1] : undefined
}

/** `env.bool` of an object `env`, under its own name or as another module imports it. */
function configOf(module: PythonModule, callee: string, find: Finder): { config: Config; method: string } | null {
  if (!/^[A-Za-z_][\w.]*$/.test(callee)) return null
  const whole = find(module, callee)
  if (whole) return { config: whole, method: '' }
  const at = callee.lastIndexOf('.')
  const method = callee.slice(at + 1)
  if (at < 0 || !(method === 'get' || method in urlMethods || typeOfCast(method) !== undefined)) return null
  const config = find(module, callee.slice(0, at))
  return config && { config, method: method === 'get' ? '' : method }
}
