import type { Evidence } from './facts.ts'
import { moduleName } from './import-root.ts'
import type { Launch } from './launches.ts'
import type { Ledger } from './ledger.ts'
import type { PythonModule, Sighting } from './source.ts'
import { symbolsOf } from './symbols.ts'

/** What the choice of an entry point rests on. */
export interface Candidates {
  sightings: readonly Sighting[]
  launches: readonly Launch[]
  modules: readonly PythonModule[]
  importRoot: string
  /** Folder of the unit, `.` for the root. */
  dir: string
}

interface Ranked extends Sighting {
  score: number
  because: Launch | null
}

/**
 * The one app to serve. Scripts and configuration that start one decide; else a single object, else a single factory.
 * Several that nothing tells apart are a question with the candidates, best first.
 */
export function chooseEntrypoint(candidates: Candidates, ledger: Ledger): Sighting | null {
  const ranked = candidates.sightings.map((one) => rank(one, candidates)).sort((a, b) => b.score - a.score || a.entrypoint.localeCompare(b.entrypoint))
  const [best, second] = ranked
  if (!best) return null
  // A name or a shallow place makes a better first choice to offer, never a decision.
  if (second && decisive(second) === decisive(best)) {
    const why = `${formatted(best)} and ${formatted(second)} can both be served, and nothing in the project starts one of them`
    ledger.unknown.push({ key: 'entrypoint', why, choices: ranked.map(evidenceOf), required: true })
    return null
  }
  ledger.evidence.push(evidenceOf(best))
  if (best.because) ledger.evidence.push({ key: 'entrypoint', value: best.entrypoint, file: best.because.file, line: best.because.line, confidence: 'certain' })
  return best
}

/** Nobody made an app that could be seen, though the framework is there. */
export function noEntrypoint(title: string, file: string, line: number, ledger: Ledger): void {
  const why = `${file}:${line} needs ${title}, but no app object and no factory was found in the code`
  ledger.unknown.push({ key: 'entrypoint', why, required: true })
}

function rank(sighting: Sighting, candidates: Candidates): Ranked {
  const starts = candidates.launches.filter((launch) => startsIt(launch, sighting, candidates)).sort((a, b) => b.weight - a.weight)
  const [because] = starts
  const [module = ''] = sighting.entrypoint.split(':')
  const named = /(^|\.)(main|app|asgi|wsgi|server|api|application)$/.test(module) ? 2 : 0
  const score = (because?.weight ?? 0) * 100 + (sighting.factory ? 0 : 1000) + named - module.split('.').length
  return { ...sighting, score, because: because ?? null }
}

/** The part of a score that is a statement of the project. */
function decisive(one: Ranked): number {
  return Math.floor((one.score + 50) / 100)
}

function startsIt(launch: Launch, sighting: Sighting, { modules, importRoot, dir }: Candidates): boolean {
  if (!launch.target) return false
  const { module, object } = launch.target
  const [name = '', own = ''] = sighting.entrypoint.split(':')
  const prefix = dir === '.' ? '' : `${dir}/`
  const asFile = moduleName(`${module.replaceAll('.', '/')}.py`, importRoot)
  const isThere = [name, moduleName(sighting.file.slice(prefix.length), '.')].some((one) => one === module || one === asFile)
  if (isThere) return object === null || object === own
  // `uvicorn.run(app)` where app was imported from its module.
  const symbols = symbolsOf(modules)
  const at = symbols.modules.get(module) ?? symbols.modules.get(asFile)
  return at !== undefined && symbols.in(at, object ?? 'app') === `${name}.${own}`
}

function evidenceOf(one: Sighting): Evidence {
  return { key: 'entrypoint', value: one.entrypoint, file: one.file, line: one.line, confidence: one.confidence }
}

function formatted(one: Sighting): string {
  return `${one.entrypoint} (${one.file}:${one.line})`
}
