import type { Dependency, Evidence, UnitFacts } from '../facts.ts'
import type { Ledger } from '../ledger.ts'
import { systemRows, type SystemRow } from './python.ts'

/** What Debian has to bring, with the manifest's line that each follows from, and what it cannot bring. */
export interface SystemFacts {
  packages: UnitFacts['systemPackages']
  evidence: readonly Evidence[]
  notes: Ledger['notes']
}

/**
 * Debian packages for a set of distributions.
 * @param installed normalised names of everything that production installs, as far as it is known.
 * @param python the version that it runs on.
 */
export function systemPackagesOf(installed: ReadonlySet<string>, dependencies: readonly Dependency[], git: boolean, python: string): SystemFacts {
  const build = new Set<string>(git ? ['git', 'ca-certificates'] : [])
  const run = new Set<string>()
  const evidence: Evidence[] = []
  const notes: SystemFacts['notes'] = []
  for (const row of systemRows) {
    const name = row.names.find((one) => installed.has(one))
    if (name === undefined || row.unless?.some((one) => installed.has(one))) continue
    const needed = { build: row.wheel ? [] : row.build, run: [...row.run, ...(row.wheel ? [] : (row.runWhenBuilt ?? []))] }
    for (const one of needed.build) build.add(one)
    for (const one of needed.run) run.add(one)
    const at = dependencies.find((one) => one.name === name || (one.name === name.split('-')[0] && one.extras.length > 0))
    if (!at) continue
    for (const one of [...needed.build, ...needed.run])
      evidence.push({ key: `systemPackages.${one}`, value: at.name, file: at.file, line: at.line, confidence: 'likely' })
    notes.push(...notesOf(row, name, python, installed).map((text) => ({ text, file: at.file, line: at.line })))
  }
  return { packages: { build: [...build].sort(), run: [...run].sort() }, evidence, notes }
}

function notesOf(row: SystemRow, name: string, python: string, installed: ReadonlySet<string>): string[] {
  const minor = (version: string) => Number(version.split('.')[1])
  const tooNew = row.lastPython !== undefined && minor(python) > minor(row.lastPython)
  const { distribution, from } = row.imports ?? { distribution: '', from: '' }
  const missing = row.imports !== undefined && minor(python) >= minor(from) && !installed.has(distribution)
  return [
    ...(missing ? [`${name} cannot be imported on Python ${python} without ${distribution}: add that to the dependencies`] : []),
    ...(tooNew ? [`${name} has no wheel for Python ${python} and would have to be compiled: --python ${row.lastPython}`] : []),
    ...(row.note ? [`${name} ${row.note}`] : []),
  ]
}

/** What wheels for Alpine's C library do not bring, by Debian's names. */
export function onMusl(installed: Iterable<string>): string[] {
  const names = new Set(installed)
  return systemRows.filter((row) => row.names.some((name) => names.has(name))).flatMap((row) => row.runOnMusl ?? [])
}

/** Only its source is published, so that nobody knows what it needs before it is compiled. */
export function isCompiled(name: string): boolean {
  return systemRows.some((row) => !row.wheel && row.names.includes(name))
}

/** Distributions among these that publish no wheel for musl, so that an Alpine image would have to compile them. */
export function withoutMuslWheel(installed: Iterable<string>): string[] {
  const names = new Set(installed)
  return systemRows.filter((row) => !row.musl).flatMap((row) => row.names.filter((name) => names.has(name)))
}
