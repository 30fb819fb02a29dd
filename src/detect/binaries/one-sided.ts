import { machines, type BinaryBuild } from './facts.ts'

/** There are builds for one machine that the other has not. */
export function isOneSided({ builds }: { builds: readonly BinaryBuild[] }): boolean {
  const [one, other] = machines.map((machine) => new Set(builds.filter((build) => build.machine === machine).map(kindOf)))
  return one!.size !== other!.size || [...one!].some((kind) => !other!.has(kind))
}

function kindOf({ libc, python }: BinaryBuild): string {
  return `${libc ?? 'any'} ${python ? `${python.minor}${python.orNewer ? '+' : ''}` : 'any'}`
}
