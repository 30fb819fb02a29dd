import type { ImportFact } from '../python-facts.ts'
import { isAside } from '../decoys.ts'
import type { Code } from '../modules.ts'
import { normalise, readRequirement } from '../readers/requirement.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { distributionOf } from './distributions.ts'
import { impliedIn } from './implied.ts'
import { readImports, type RawFile } from './read-imports.ts'
import { droppedIn, isStandard } from './standard-library.ts'

/** Names that people give to modules of their own, kept out of version control at times: nothing to install. */
const ownNames =
  /^(app|apps|base|common|conf|config|configs|constants|core|credentials|data|database|db|env|globals|handlers|helper|helpers|keys|lib|libs|local_settings|logger|main|models|module|modules|my_?\w*|local_\w+|private|project|routes|secret|secrets_?\w*|server|service|services|settings|shared|src|tests?|test_\w+|tokens?|utilities|utils|views)$/

interface File extends RawFile {
  path: string
  text: string
}

/**
 * The packages that a unit's own code needs, by what it imports: each once, at the first place. The standard library, the
 * project's own modules and blocks for type checkers are left out.
 *
 * @param python the version that it will run on: what that has no longer has to come from elsewhere.
 */
export async function importsOf(folder: UnitFolder, code: Code, python: string): Promise<ImportFact[]> {
  const { parser } = await import('@lezer/python')
  // A lone script below `scripts/` is all there is at times; then it is the program.
  const sources = code.own.length > 0 ? code.own : code.files.filter((file) => isAside(file.path))
  const depth = (path: string) => path.split('/').length
  const shallowFirst = [...sources].sort((a, b) => depth(a.path) - depth(b.path))
  const files = shallowFirst.map(({ path, text }): File => ({ path, text, ...readImports(text, parser.parse(text)) }))
  const isOwn = ownModules(code)
  const found: ImportFact[] = files.flatMap((file) => {
    const at = (line: number) => ({ file: folder.fromRoot(file.path), line })
    const imported = [...file.imports.flatMap((one) => deepNames(one).map((name) => ({ ...one, name }))), ...installedApps(file)]
    return [
      ...imported
        .filter((one) => !isOwn(one.name, file.path))
        .flatMap((one) => factOf(one.name, one.optional, python).map((fact) => ({ ...fact, ...at(one.line) }))),
      ...impliedIn(file, file.text, python).map(({ distribution, about, line }) => ({ name: '', distribution, optional: null, about, ...at(line) })),
    ]
  })
  return each(found)
}

/** `from google.cloud import storage` says `google.cloud.storage` only together. */
function deepNames({ module, names }: RawFile['imports'][number]): string[] {
  const isNamespace = /^(google|azure|opentelemetry|llama_index|airflow|databricks|snowflake)(\.|$)/.test(module)
  return isNamespace && names.length > 0 ? names.map((name) => `${module}.${name}`) : [module]
}

function factOf(name: string, optional: string | null, python: string): Omit<ImportFact, 'file' | 'line'>[] {
  const top = name.split('.')[0] ?? name
  const dropped = droppedIn(top, python)
  if (dropped) return [{ name: top, distribution: dropped.distribution, optional, about: `Python has none since ${dropped.since}` }]
  if (isStandard(top)) return []
  const distribution = distributionOf(name)
  if (distribution === null) return [{ name: top, distribution, optional: optional ?? 'only on Windows or macOS', about: null }]
  const guessed = ownNames.test(top) && distribution === normalise(top)
  return [{ name, distribution, optional: optional ?? (guessed ? 'perhaps a module of yours that is not here' : null), about: aboutOf(distribution) }]
}

function aboutOf(distribution: string): string | null {
  const reasons: Readonly<Record<string, string>> = {
    'opencv-python-headless': 'the full one needs X11 libraries',
    'psycopg2-binary': 'brings its own libpq',
    'psycopg[binary]': 'brings its own libpq',
  }
  return reasons[distribution] ?? null
}

/** Django loads what its settings name: apps and middleware are strings there. */
function installedApps(file: File): { name: string; line: number; optional: string | null }[] {
  if (!/\bINSTALLED_APPS\b/.test(file.text)) return []
  const lists = [...file.text.matchAll(/^[ \t]*\w*(?:APPS|MIDDLEWARE)\w*\s*\+?=\s*[[(]([^\])]*)[\])]/gm)]
  return lists.flatMap((list) => {
    const [whole, body = ''] = list
    const start = list.index + whole.indexOf(body)
    const code = body.replace(/#[^\n]*/g, (comment) => ' '.repeat(comment.length))
    return [...code.matchAll(/["']([A-Za-z_][\w.]*)["']/g)].map((match) => ({
      name: match[1] ?? '',
      line: file.text.slice(0, start + match.index).split('\n').length,
      optional: null,
    }))
  })
}

/** What the project has itself, as seen from a file of it: beside it, in a folder around it, where the imports start. */
function ownModules(code: Code): (name: string, from: string) => boolean {
  const modules = new Set<string>()
  for (const { path } of code.files) {
    modules.add(path.replace(/\.py$/, ''))
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) modules.add(path.slice(0, at))
  }
  return (name, from) => {
    const top = name.split('.')[0] ?? name
    const parts = from.split('/').slice(0, -1)
    const around = parts.map((_, index) => parts.slice(0, index + 1).join('/'))
    return ['', code.importRoot === '.' ? '' : code.importRoot, 'src', ...around].some((folder) => modules.has(folder === '' ? top : `${folder}/${top}`))
  }
}

/** One entry a distribution: needed where any file needs it, at the first place that does. */
function each(found: readonly ImportFact[]): ImportFact[] {
  const byName = new Map<string, ImportFact>()
  for (const one of found) {
    const key = readRequirement(one.distribution ?? '')?.name ?? `\0${one.name}`
    const before = byName.get(key)
    if (!before || (before.optional !== null && one.optional === null)) byName.set(key, one)
    // What is imported says more than what follows from something else, as long as that asks for no more.
    else if (before.name === '' && one.name !== '' && one.optional === null) byName.set(key, { ...one, distribution: longer(before, one) })
  }
  return [...byName.values()]
}

function longer(a: ImportFact, b: ImportFact): string | null {
  return (a.distribution ?? '').length > (b.distribution ?? '').length ? a.distribution : b.distribution
}
