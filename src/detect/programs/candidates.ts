import { isAside, isInvoke, isTest } from '../decoys.ts'
import { moduleName } from '../import-root.ts'
import type { Launch } from '../launches.ts'
import type { Confidence } from '../facts.ts'
import type { UnitSource } from '../source.ts'

/** Something that could be the program. */
export interface Candidate {
  /** As it is started: a script's name, a module, a file. */
  entrypoint: string
  /** The file that is run, relative to the unit. */
  path: string
  /** `module:function` behind an installed script. */
  target: string | null
  file: string
  line: number
  confidence: Confidence
  why: string
  /** It says by its name or place that it is the one. */
  preferred: boolean
}

const main = /^if\s+__name__\s*==\s*["']__main__["']/m
/** The same without the condition: what stands at the margin runs as soon as the file does. */
const atOnce =
  /^(?:asyncio\.run\(|(?:await\s+)?(?:main|run|start|serve)\(|\w+\.(?:run|start_polling|run_polling|infinity_polling|polling|serve_forever|run_forever|loop_forever|start_consuming|run_until_disconnected)\(|while[ \t]+True[ \t]*:)/m
/** Something is done at the margin, beyond giving names to things. */
const does = /^(?:(?!(?:if|elif|assert)\b)[A-Za-z_][\w.]*\(|(?:for|while|with)[ \t])/m
const telling = /^(main|__main__|run|app|bot|server|serve|service|daemon|worker|consumer|listener|start|manage|cli)$/

/**
 * Installed scripts first; without one packages that run; without those files that start something when they are run themselves.
 * @param all also what is deeper and less telling, for what is named by a line that starts it.
 */
export function candidatesOf(source: UnitSource, all = false): Candidate[] {
  const scripts = installed(source)
  const packages = source.own.filter((one) => /(^|\/)__main__\.py$/.test(one.path)).map((one) => ofPackage(one, source))
  const lone = source.own.length === 1
  const files = source.own.filter((one) => startsSomething(one.path, one.text) || (lone && does.test(one.text))).map((one) => ofFile(one, source))
  if (all) return [...scripts, ...packages, ...files]
  const started = files.filter((one) => source.launches.some((launch) => isStarted(one, launch)))
  if (scripts.length > 0) return [...scripts, ...started.filter((one) => !scripts.some((script) => script.path === one.path))]
  if (!source.alone && started.length + packages.length === 0 && source.dir === '.') return []
  const best = packages.length > 0 ? packages : files.filter((one) => isProgram(one, source, lone))
  return [...best, ...started.filter((one) => !best.includes(one))]
}

/** Scripts that installing the project brings, where they lead into its own code. */
function installed(source: UnitSource): Candidate[] {
  const names = new Map([...source.scripts])
  return [...names].flatMap(([name, target]): Candidate[] => {
    const module = target.split(':')[0] ?? ''
    const path = source.own.find((one) => moduleName(one.path, source.importRoot) === module)?.path
    if (path === undefined) return []
    const at = source.launches.find((one) => one.program === 'script' && one.argv[0] === name) ?? { file: source.fromRoot(path), line: 1 }
    const same = normalised(name) === normalised(source.distribution ?? '') || isFirst(name, [...names.keys()])
    return [{ entrypoint: name, path, target, file: at.file, line: at.line, confidence: 'certain', why: 'installing it brings this script', preferred: same }]
  })
}

/** The only one, or the one that all others are called after: `shop` beside `shop-setup`. */
function isFirst(name: string, all: readonly string[]): boolean {
  return all.every((other) => other === name || normalised(other).startsWith(`${normalised(name)}-`))
}

function normalised(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}

/** `python -m shop`. */
function ofPackage({ path }: { path: string }, source: UnitSource): Candidate {
  const name = moduleName(path, source.importRoot).replace(/\.?__main__$/, '')
  const entrypoint = name === '' ? path : name
  const preferred = !name.includes('.')
  return { entrypoint, path, target: null, file: source.fromRoot(path), line: 1, confidence: 'certain', why: 'the package can be run', preferred }
}

function ofFile({ path, text }: { path: string; text: string }, source: UnitSource): Candidate {
  const inPackage = path.includes('/') && path !== `${source.importRoot}/${path.split('/').at(-1)}`
  const line = text.slice(0, (main.exec(text) ?? atOnce.exec(text) ?? does.exec(text))?.index ?? 0).split('\n').length
  const name = (path.split('/').at(-1) ?? '').replace(/\.py$/, '')
  const preferred = !inPackage && (telling.test(name) || normalised(name) === normalised(source.distribution ?? ''))
  const entrypoint = inPackage ? moduleName(path, source.importRoot) : path
  return { entrypoint, path, target: null, file: source.fromRoot(path), line, confidence: 'likely', why: 'it starts when it is run', preferred }
}

/** It does something when it is run itself. */
export function startsSomething(path: string, text: string): boolean {
  if (isTest(path) || isAside(path) || isInvoke(path, text) || /(^|\/)(manage|setup|conftest|alembic\/env|migrations\/env|gunicorn\.conf)\.py$/.test(path))
    return false
  const block = text.slice(main.exec(text)?.index ?? 0)
  return (main.test(text) || atOnce.test(text)) && !/\b(unittest\.main|pytest\.main|doctest\.testmod)\b/.test(block)
}

/** What people run while they work on a project, wherever it lies. */
const chore = /^(versioneer|release\w*|bump\w*|build\w*|conf|generate\w*|seed\w*|create_\w+|init_\w+|install\w*|migrate\w*|update_\w+|deploy\w*|publish\w*)$/

/** Deep in a package such a block tries something out, unless the file's name says that it is the program. */
function isProgram({ path }: Candidate, source: UnitSource, alone: boolean): boolean {
  const below = source.importRoot !== '.' && path.startsWith(`${source.importRoot}/`) ? path.slice(source.importRoot.length + 1) : path
  const name = (path.split('/').at(-1) ?? '').replace(/\.py$/, '')
  if (telling.test(name) || alone) return true
  // A package that others install is a library, whatever lies beside it.
  return !below.includes('/') && !chore.test(name) && !isInstalled(source)
}

/** The project can be built and installed. */
function isInstalled(source: UnitSource): boolean {
  const { files } = source
  return (files.includes('pyproject.toml') && /^\[build-system\]/m.test(source.read('pyproject.toml'))) || files.includes('setup.py')
}

/** `python bot.py`, and `python -m bot` from where it lies. */
export function isStarted({ path, entrypoint }: Candidate, { path: started, target, program }: Launch): boolean {
  if (started === path) return true
  if (!target || target.object !== null) return false
  return target.module === entrypoint || (program === 'module' && !path.includes('/') && `${target.module}.py` === path)
}
