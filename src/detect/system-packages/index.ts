import type { Dependency, Evidence, UnitFacts } from '../facts.ts'
import { systemRows } from './python.ts'

/**
 * Debian packages for a set of distributions, with the manifest's line that each follows from.
 * @param installed normalised names of everything that production installs, as far as it is known.
 */
export function systemPackagesOf(
  installed: ReadonlySet<string>,
  dependencies: readonly Dependency[],
  git: boolean,
): { packages: UnitFacts['systemPackages']; evidence: Evidence[] } {
  const build = new Set<string>(git ? ['git', 'ca-certificates'] : [])
  const run = new Set<string>()
  const evidence: Evidence[] = []
  for (const row of systemRows) {
    const name = row.names.find((one) => installed.has(one))
    if (name === undefined || row.unless?.some((one) => installed.has(one))) continue
    const needed = { build: row.wheel ? [] : row.build, run: [...row.run, ...(row.wheel ? [] : (row.runWhenBuilt ?? []))] }
    for (const one of needed.build) build.add(one)
    for (const one of needed.run) run.add(one)
    const at = dependencies.find((one) => one.name === name || (one.name === name.split('-')[0] && one.extras.length > 0))
    if (at)
      for (const one of [...needed.build, ...needed.run])
        evidence.push({ key: `systemPackages.${one}`, value: at.name, file: at.file, line: at.line, confidence: 'likely' })
  }
  return { packages: { build: [...build].sort(), run: [...run].sort() }, evidence }
}

/** Only its source is published, so that nobody knows what it needs before it is compiled. */
export function isCompiled(name: string): boolean {
  return systemRows.some((row) => !row.wheel && row.names.includes(name))
}

/** Distributions among these that publish no wheel for musl, so that an Alpine image would have to compile them. */
export function withoutMuslWheel(installed: Iterable<string>): string[] {
  const names = new Set(installed)
  return systemRows.filter((row) => row.musl === false).flatMap((row) => row.names.filter((name) => names.has(name)))
}
