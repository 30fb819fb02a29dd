import type { UnitFacts } from '../../detect/facts.ts'

/** Libraries are numbered 0.16 after Dagster itself: dagster 1.13.27 goes with dagster-postgres 0.29.27, and each asks for exactly the other. */
const ahead = 16

/** `dagster-postgres==0.29.27` for 1.13.27; without a version any that fits the dagster beside it. */
function library(name: string, version: string | null): string {
  const match = /^1\.(\d+)\.(.+)$/.exec(version ?? '')
  return match ? `${name}==0.${Number(match[1]) + ahead}.${match[2]}` : name
}

/** What a code location needs to write the history of its runs; null where the project installs it. */
export function storageDistribution({ python, details }: UnitFacts): string | null {
  const there = python?.dependencies.some((one) => one.name === 'dagster-postgres' && one.group === 'main') || python?.locked.includes('dagster-postgres')
  return there ? null : library('dagster-postgres', details['version'] ?? null)
}

/**
 * What the image of webserver and daemon installs: the newest Dagster of the code locations, since the servers may be newer than the code
 * that they talk to, and not older. Where nothing settles a version, what the project asks of it.
 */
export function serverDistributions(units: readonly UnitFacts[], withDocker: boolean): string[] {
  const versions = units.flatMap(({ details }) => details['version'] ?? [])
  const version = versions.length === units.length ? (versions.sort(byVersion).at(-1) ?? null) : null
  const libraries = ['dagster-postgres', ...(withDocker ? ['dagster-docker'] : [])].map((name) => library(name, version))
  if (version !== null) return [`dagster==${version}`, `dagster-webserver==${version}`, ...libraries]
  const specs = [
    ...new Set(
      units.flatMap(({ python }) => python?.dependencies.filter((one) => one.name === 'dagster' && one.group === 'main') ?? []).map((one) => one.spec),
    ),
  ]
  return [...(specs.length > 0 ? specs.map((spec) => `dagster${spec.replace(/\s+/g, '')}`) : ['dagster']), 'dagster-webserver', ...libraries]
}

function byVersion(a: string, b: string): number {
  const [left, right] = [a, b].map((one) => one.split('.').map((part) => Number.parseInt(part, 10)))
  return (left ?? []).map((part, at) => part - (right?.[at] ?? 0)).find((difference) => difference !== 0) ?? 0
}
