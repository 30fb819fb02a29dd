import type { UnitFacts } from './facts.ts'
import type { Ledger } from './ledger.ts'
import type { Manifests } from './manifests.ts'
import { constraints } from './python-version/constraints.ts'
import { hints } from './python-version/hints.ts'
import { pins } from './python-version/pins.ts'
import type { Hint, Stated } from './python-version/stated.ts'
import { lockedWheels } from './python-version/wheels.ts'
import { allows, releasedPythons } from './readers/version-constraint.ts'
import type { UnitFolder } from './unit-folder.ts'

export { upwards } from './python-version/stated.ts'

/** Taken where nothing says otherwise: every package has wheels for it, and it is no newcomer. */
const preferred = '3.13'

/**
 * The version of Python that the unit runs on. A pin wins over a range; two that exclude each other are a question. Within a
 * range, or without one, comes what runs the project today, then what its lock file has wheels for, then the preferred one.
 */
export function pythonVersion(folder: UnitFolder, manifests: Manifests, ledger: Ledger): UnitFacts['runtime'] {
  const [pin, ...otherPins] = pins(folder)
  const [constraint = null, ...more] = constraints(folder, manifests)
  if (pin) return pinned(pin, otherPins, constraint, ledger)
  const allowed = allowedBy(constraint, more)
  if (constraint) say(constraint.value, constraint, 'likely', ledger)
  if (allowed.length === 0 && constraint) return unanswered(constraint, ledger)
  const seen = hints(folder, manifests)
  const old = constraint ? null : retired(seen, folder, manifests, ledger)
  if (old !== null) return { version: old, constraint: null }
  const hinted = fromHints(seen, allowed, constraint, ledger)
  const version = newest(folder, hinted.length > 0 ? hinted : allowed, ledger)
  const by = seen.flatMap(({ file, versions }) => versions.filter(({ value }) => value === version).map(({ line }) => ({ file, line })))[0]
  if (version !== undefined && by && hinted.length > 0) say(version, by, 'likely', ledger)
  if (!constraint && hinted.length === 0) noteChoice(folder, manifests, seen, ledger)
  return { version: version ?? preferred, constraint: constraint?.value ?? null }
}

function pinned(pin: Stated, others: readonly Stated[], constraint: Stated | null, ledger: Ledger): UnitFacts['runtime'] {
  if (constraint && !allows(constraint.value, pin.value)) return contradiction(pin, constraint, ledger)
  say(pin.value, pin, 'certain', ledger)
  if (constraint) say(constraint.value, constraint, 'certain', ledger)
  const other = others.find((one) => one.value !== pin.value)
  if (other) note(`Python ${other.value} is pinned here and ${pin.value} in ${pin.file}:${pin.line}, which is taken`, other, ledger)
  if (!isMaintained(pin.value)) note(`Python ${pin.value} gets no fixes any more; maintained are ${releasedPythons.join(', ')}`, pin, ledger)
  return { version: pin.value, constraint: constraint?.value ?? null }
}

/** All ranges have to be met; one that leaves nothing beside the project's own is somebody else's. */
function allowedBy(constraint: Stated | null, more: readonly Stated[]): readonly string[] {
  const own = releasedPythons.filter((minor) => constraint === null || allows(constraint.value, minor))
  const all = own.filter((minor) => more.every((one) => allows(one.value, minor)))
  return all.length > 0 ? all : own
}

/** Versions of the best statement that fits; one that the range excludes is told. */
function fromHints(seen: readonly Hint[], allowed: readonly string[], constraint: Stated | null, ledger: Ledger): readonly string[] {
  const fits = seen.find((one) => one.versions.some(({ value }) => allowed.includes(value)))
  const [first] = seen
  const [excluded] = first?.versions ?? []
  if (first && excluded && constraint && first.versions.every(({ value }) => !allows(constraint.value, value))) {
    const text = `Python ${excluded.value} runs here, which ${constraint.value} in ${constraint.file}:${constraint.line} excludes`
    note(text, { file: first.file, line: excluded.line }, ledger)
  }
  return fits ? allowed.filter((version) => fits.versions.some(({ value }) => value === version)) : []
}

/** Pinned dependencies of an old image were made for the Python of that image, and mostly cannot be built for another. */
function retired(seen: readonly Hint[], folder: UnitFolder, { main }: Manifests, ledger: Ledger): string | null {
  const [hint] = seen
  const stated = hint?.versions.at(-1)
  if (!hint || !stated || isMaintained(stated.value) || !(main?.locked || folder.has('Pipfile.lock'))) return null
  const at = { file: hint.file, line: stated.line }
  say(stated.value, at, 'likely', ledger)
  note(`Python ${stated.value} gets no fixes any more, and the dependencies are pinned for it: bring both up to date`, at, ledger)
  return stated.value
}

/** The preferred version, unless fewer locked distributions would have to be compiled on another. */
function newest(folder: UnitFolder, candidates: readonly string[], ledger: Ledger): string | undefined {
  const first = candidates.includes(preferred) ? preferred : candidates.at(-1)
  const wheels = candidates.length > 1 && first !== undefined ? lockedWheels(folder) : null
  if (!wheels || first === undefined) return first
  const lacking = (version: string) => wheels.lacking(version).length
  const best = [first, ...[...candidates].reverse()].reduce((a, b) => (lacking(b) < lacking(a) ? b : a))
  const [example] = wheels.lacking(first).filter((name) => !wheels.lacking(best).includes(name))
  if (best === first || example === undefined) return first
  const at = { file: wheels.file, line: wheels.lineOf(example, best) }
  say(best, at, 'likely', ledger)
  const others = lacking(first) - lacking(best) - 1
  note(`${example}${others > 0 ? ` and ${others} more` : ''} as locked here have wheels for Python ${best} and none for ${first}`, at, ledger)
  return best
}

function unanswered(constraint: Stated, ledger: Ledger): UnitFacts['runtime'] {
  const why = `${constraint.file}:${constraint.line} asks for Python ${constraint.value}; released and maintained are ${releasedPythons.join(', ')}`
  ledger.unknown.push({ key: 'python', why, required: true })
  return { version: preferred, constraint: constraint.value }
}

/** Nobody says which: what was taken, and how to say it. */
function noteChoice(folder: UnitFolder, { main, pyproject }: Manifests, seen: readonly Hint[], ledger: Ledger): void {
  const [old] = seen
  const stated = old?.versions.at(-1)
  const why = stated ? `Python ${stated.value} gets no fixes any more` : 'no file says which Python this runs on'
  const at = old && stated ? { file: old.file, line: stated.line } : { file: pyproject?.file ?? folder.fromRoot(main?.files[0] ?? '.'), line: 1 }
  note(`${why}: the image has ${preferred}; a file .python-version can name another`, at, ledger)
}

function contradiction(pin: Stated, constraint: Stated, ledger: Ledger): UnitFacts['runtime'] {
  const choices = [
    { key: 'runtime', value: pin.value, file: pin.file, line: pin.line, confidence: 'certain' as const },
    { key: 'runtime', value: constraint.value, file: constraint.file, line: constraint.line, confidence: 'certain' as const },
  ]
  const why = `${pin.file}:${pin.line} says Python ${pin.value}, ${constraint.file}:${constraint.line} says ${constraint.value}`
  ledger.unknown.push({ key: 'python', why, choices, required: true })
  ledger.evidence.push(...choices)
  return { version: pin.value, constraint: constraint.value }
}

function isMaintained(version: string): boolean {
  return releasedPythons.includes(version) || Number(version.split('.')[1]) > Number(releasedPythons.at(-1)?.split('.')[1])
}

function say(value: string, { file, line }: Omit<Stated, 'value'>, confidence: 'certain' | 'likely', ledger: Ledger): void {
  ledger.evidence.push({ key: 'runtime', value, file, line, confidence })
}

function note(text: string, { file, line }: Omit<Stated, 'value'>, ledger: Ledger): void {
  ledger.notes.push({ text, file, line })
}
