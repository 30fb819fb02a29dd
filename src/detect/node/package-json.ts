import { UserError } from '../../errors.ts'
import type { Dependency } from '../facts.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { targetsOf } from './package-exports.ts'

/** A text of the manifest, and where it stands. */
export interface At {
  value: string
  line: number
}

/** What package.json says. */
export interface PackageJson {
  /** From the project's root. */
  file: string
  name: string | null
  version: string | null
  scripts: ReadonlyMap<string, At>
  /** Group `main` is what production installs; `dev` is the rest. */
  dependencies: readonly Dependency[]
  /** `engines.node`, a range. */
  engine: At | null
  /** `packageManager`: `pnpm@10.2.0`. */
  manager: At | null
  /** `volta.node`, a version. */
  volta: At | null
  main: string | null
  /** Files that those get who import it, `./dist/index.js`: none for a program. */
  targets: readonly string[]
  /** Dependencies that pnpm may build, where package.json has its settings. */
  builtDependencies: readonly string[]
  /** Patterns of its members, where it is the root of a workspace of npm, Yarn or Bun. */
  workspaces: readonly At[] | null
}

/** @returns null where the folder has none. @throws UserError where it is no JSON object. */
export function readPackageJson(folder: Pick<UnitFolder, 'has' | 'read' | 'fromRoot'>): PackageJson | null {
  if (!folder.has('package.json')) return null
  const file = folder.fromRoot('package.json')
  const text = folder.read('package.json')
  const root = parse(text, file)
  const lines = text.split(/\r?\n/)
  const lineOf = (section: string, key: string): number => {
    const start = Math.max(
      0,
      lines.findIndex((one) => one.includes(`"${section}"`)),
    )
    const line = lines.findIndex((one, index) => index >= start && one.includes(`"${key}"`))
    return (line < 0 ? start : line) + 1
  }
  const at = (section: string, key: string): At | null => {
    const value = record(root[section])[key]
    return typeof value === 'string' ? { value, line: lineOf(section, key) } : null
  }
  const group = (section: string, name: string): Dependency[] =>
    Object.entries(record(root[section])).flatMap(([one, spec]) =>
      typeof spec === 'string' ? [{ name: one, extras: [], spec, group: name, file, line: lineOf(section, one) }] : [],
    )
  return {
    file,
    name: typeof root['name'] === 'string' ? root['name'] : null,
    version: typeof root['version'] === 'string' ? root['version'] : null,
    scripts: new Map(
      Object.entries(record(root['scripts'])).flatMap(([one, value]) =>
        typeof value === 'string' ? [[one, { value, line: lineOf('scripts', one) }] as const] : [],
      ),
    ),
    dependencies: [...group('dependencies', 'main'), ...group('optionalDependencies', 'main'), ...group('devDependencies', 'dev')],
    engine: at('engines', 'node'),
    manager: typeof root['packageManager'] === 'string' ? { value: root['packageManager'], line: lineOf('packageManager', 'packageManager') } : null,
    volta: at('volta', 'node'),
    main: typeof root['main'] === 'string' ? root['main'] : null,
    targets: targetsOf(root),
    builtDependencies: texts(record(root['pnpm'])['onlyBuiltDependencies']),
    workspaces: patternsOf(root['workspaces'])?.map((value) => ({ value, line: lineOf('workspaces', value) })) ?? null,
  }
}

/** A list, or Yarn's form with a list in it. */
function patternsOf(stated: unknown): string[] | null {
  const list = Array.isArray(stated) ? (stated as unknown[]) : record(stated)['packages']
  return Array.isArray(list) ? texts(list) : null
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

function parse(text: string, file: string): Record<string, unknown> {
  try {
    return record(JSON.parse(text))
  } catch (error) {
    const message = (error as Error).message
    const position = /position (\d+)/.exec(message)?.[1]
    const line = position === undefined ? text.split('\n').length : text.slice(0, Number(position)).split('\n').length
    throw new UserError('this is not JSON', { at: { file, line }, todo: [message] })
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}
