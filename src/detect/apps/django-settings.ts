import { option } from '../launches/options.ts'
import type { Launch } from '../launches.ts'
import type { PythonModule, UnitSource } from '../source.ts'

/** Where the settings are, for production and for development. */
export interface DjangoSettings {
  /** What wsgi.py and asgi.py take by themselves; null: nothing. */
  served: string | null
  /** What manage.py takes by itself. */
  managed: string | null
  /** The one that production should have. */
  production: string | null
  /** Where it is stated. */
  at: { file: string; line: number } | null
  modules: readonly PythonModule[]
}

/**
 * The settings modules, by `os.environ.setdefault("DJANGO_SETTINGS_MODULE", …)`. Where manage.py names one for development in a
 * package that has one for production beside it, production gets that one.
 */
export function settingsOf(source: UnitSource, manage: string | undefined): DjangoSettings {
  const stated = source.modules.flatMap((module) =>
    module.calls
      .filter((call) => /(^|\.)setdefault$/.test(call.callee) && call.arguments[0]?.literal === 'DJANGO_SETTINGS_MODULE')
      .flatMap((call) => {
        const value = call.arguments[1]?.literal
        return typeof value === 'string' ? [{ value, file: module.file, line: call.line, manages: /(^|\/)manage\.py$/.test(module.file) }] : []
      }),
  )
  const managed = stated.find((one) => one.manages && (manage === undefined || one.file.endsWith(manage)))
  const served = stated.find((one) => /(^|\/)[aw]sgi\.py$/.test(one.file)) ?? null
  const first = served ?? managed ?? null
  const launched = source.launches.map(settingsStated).find((one) => one !== undefined && !isDevelopment(one))
  const production = launched ?? siblingForProduction(source, first?.value ?? null) ?? first?.value ?? null
  const names = new Set([production, first?.value, managed?.value].filter((one): one is string => typeof one === 'string'))
  // A settings package keeps what all share in a module beside.
  const packages = [...names].map((name) => name.slice(0, Math.max(0, name.lastIndexOf('.'))))
  const modules = source.modules.filter(
    (module) => names.has(module.name) || (/settings|conf/.test(module.name) && packages.some((one) => one !== '' && module.name.startsWith(`${one}.`))),
  )
  return { served: served?.value ?? null, managed: managed?.value ?? null, production, at: first && { file: first.file, line: first.line }, modules }
}

function isDevelopment(name: string): boolean {
  return /(^|[._])(dev|develop|development|local|test|testing|debug)$/.test(name)
}

/** Settings module that stands in front of a command, or is told to it. */
function settingsStated(launch: Launch): string | undefined {
  return launch.environment['DJANGO_SETTINGS_MODULE'] ?? option(launch.argv, '--settings') ?? undefined
}

/** `config.settings.local` → `config.settings.production`, where there is one. */
function siblingForProduction(source: UnitSource, name: string | null): string | null {
  if (name === null || !isDevelopment(name)) return null
  const root = source.importRoot === '.' ? '' : `${source.importRoot}/`
  const siblings = ['production', 'prod', 'deploy', 'live'].map((one) => name.replace(/(^|[._])[a-z]+$/, `$1${one}`))
  return siblings.find((one) => source.files.some((file) => file === `${root}${one.replaceAll('.', '/')}.py`)) ?? null
}

/** What the stack has to know of the settings, as plain words. */
export function djangoDetails(source: UnitSource, settings: DjangoSettings, manage: string | undefined): Record<string, string> {
  const staticRoot = folderOf(source, settings, 'STATIC_ROOT', manage)
  const host = allowedHost(settings)
  const differs = settings.production !== settings.served || settings.managed !== settings.production
  return {
    ...(manage === undefined ? {} : { manage }),
    ...(settings.production !== null && differs ? { settings: settings.production } : {}),
    ...(settings.managed !== null && settings.managed !== settings.production ? { developSettings: settings.managed } : {}),
    ...(staticRoot === null ? {} : { staticRoot }),
    ...(host === null ? {} : { host }),
  }
}

/** `BASE_DIR / "staticfiles"` and the like, relative to the unit; null where it is not set, or lies elsewhere. */
function folderOf(source: UnitSource, settings: DjangoSettings, name: string, manage: string | undefined): string | null {
  const ordered = [...settings.modules].sort((a, b) => Number(b.name === settings.production) - Number(a.name === settings.production))
  for (const module of ordered) {
    const given = module.assignments.find((one) => one.name === name && one.scope === null)
    const parts = given ? [...given.text.matchAll(/["']([\w./-]+)["']/g)].map((match) => match[1] ?? '') : []
    const base = given ? /\b([A-Z]\w*)\b(?!["'])/.exec(given.text.replace(/["'][^"']*["']/g, ''))?.[1] : undefined
    if (!given || parts.length === 0 || parts.some((one) => one.startsWith('/'))) continue
    // A value that an environment variable may replace has its default last.
    const path = /environ|getenv|\benv[.(]|config\(/.test(given.text) ? [parts.at(-1) ?? ''] : parts
    const above = base === undefined ? folderOfManage(manage) : (folderOfName(source, ordered, base) ?? folderOfManage(manage))
    return tidy([above, ...path].join('/'))
  }
  return null
}

function folderOfManage(manage: string | undefined): string {
  return manage?.includes('/') ? manage.slice(0, manage.lastIndexOf('/')) : '.'
}

/** `Path(__file__).resolve().parent.parent`: as many folders up from the module that says it. */
function folderOfName(source: UnitSource, modules: readonly PythonModule[], name: string): string | null {
  for (const module of modules) {
    const text = module.assignments.find((one) => one.name === name && one.scope === null)?.text
    if (text === undefined || !text.includes('__file__')) continue
    const indexed = /parents\[(\d+)\]/.exec(text)?.[1]
    const up = indexed === undefined ? (text.match(/\.parent\b|dirname\(/g)?.length ?? 0) : Number(indexed) + 1
    const prefix = source.dir === '.' ? '' : `${source.dir}/`
    const file = module.file.startsWith(prefix) ? module.file.slice(prefix.length) : module.file
    const parts = file.split('/')
    return parts.slice(0, Math.max(0, parts.length - up)).join('/') || '.'
  }
  return null
}

function tidy(path: string): string | null {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..' && parts.length === 0) return null
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.length === 0 ? null : parts.join('/')
}

/** A host of a fixed list that leaves out the machine itself: who asks without that name gets a 400. */
function allowedHost(settings: DjangoSettings): string | null {
  const given = settings.modules
    .flatMap((module) => module.assignments.filter((one) => one.name === 'ALLOWED_HOSTS' && one.scope === null).map((one) => ({ one, module })))
    .sort((a, b) => Number(b.module.name === settings.production) - Number(a.module.name === settings.production))[0]
  if (!given || !/^[[(]/.test(given.one.text) || /environ|getenv|\benv|config\(/.test(given.one.text)) return null
  const hosts = [...given.one.text.matchAll(/["']([^"']+)["']/g)].map((match) => match[1] ?? '')
  if (hosts.length === 0 || hosts.some((host) => /^(\*|127\.0\.0\.1|localhost|\.localhost)$/.test(host))) return null
  return (hosts[0] ?? '').replace(/^\./, '')
}
