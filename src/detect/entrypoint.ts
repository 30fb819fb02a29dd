import type { Stack } from '../stacks/contract.ts'
import type { Evidence } from './facts.ts'
import type { Launch } from './launches.ts'
import type { Ledger } from './ledger.ts'
import type { Sighting } from './source.ts'
import { starts, type Surroundings } from './starts.ts'

/** What the choice of an entry point rests on. */
export interface Candidates extends Surroundings {
  sightings: readonly Sighting[]
  launches: readonly Launch[]
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
  const [best] = ranked
  if (!best) return null
  const second = ranked.slice(1).find((one) => one.madeBy === undefined || one.madeBy !== best.madeBy)
  // A name or a shallow place makes a better first choice to offer, never a decision.
  if (second && decisive(second) === decisive(best)) {
    const why = `${formatted(best)} and ${formatted(second)} can both be started, and nothing in the project says which one is`
    ledger.unknown.push({ key: 'entrypoint', why, choices: ranked.map(evidenceOf), required: true })
    return null
  }
  ledger.evidence.push(evidenceOf(best))
  if (best.because) ledger.evidence.push({ key: 'entrypoint', value: best.entrypoint, file: best.because.file, line: best.because.line, confidence: 'certain' })
  return best
}

/** Nobody made an app that could be seen, though the framework is there. */
export function noEntrypoint({ title, entry }: Pick<Stack, 'title' | 'entry'>, { file, line }: { file: string; line: number }, ledger: Ledger): void {
  const why = `${file}:${line} needs ${title}, but ${entry?.missing ?? 'no app object and no factory was found in the code'}`
  ledger.unknown.push({ key: 'entrypoint', why, required: true, ...(entry ? { placeholder: entry.placeholder } : {}) })
}

function rank(sighting: Sighting, candidates: Candidates): Ranked {
  const [because] = candidates.launches.filter((launch) => starts(launch, sighting, candidates)).sort((a, b) => b.weight - a.weight)
  const [module = ''] = sighting.entrypoint.split(':')
  const name = module.replace(/\.py$/, '').replaceAll('/', '.')
  const named = /(^|\.)(main|app|asgi|wsgi|server|api|application)$/.test(name) ? 2 : 0
  const score = (because?.weight ?? 0) * 100 + (sighting.factory ? 0 : 1000) + (sighting.preferred ? 500 : 0) + named - name.split('.').length
  return { ...sighting, score, because: because ?? null }
}

/** The part of a score that is a statement of the project. */
function decisive(one: Ranked): number {
  return Math.floor((one.score + 50) / 100)
}

function evidenceOf(one: Sighting): Evidence {
  return { key: 'entrypoint', value: one.entrypoint, file: one.file, line: one.line, confidence: one.confidence }
}

function formatted(one: Sighting): string {
  return `${one.entrypoint} (${one.file}:${one.line})`
}
