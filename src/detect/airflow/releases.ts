/** What is out of a minor version of Airflow, and for which versions of Python its official image is there, the usual one first. */
interface Release {
  patches: readonly number[]
  pythons: readonly string[]
}

// Patches: PyPI, apache-airflow. Pythons: the tags `apache/airflow:<version>-python<minor>`; where FabAuthManager came late to a Python,
// that one is left out.
const releases: Readonly<Record<string, Release>> = {
  '3.3': { patches: [0, 1, 2], pythons: ['3.13', '3.12', '3.11', '3.10', '3.14'] },
  '3.2': { patches: [0, 1, 2], pythons: ['3.12', '3.13', '3.11', '3.10', '3.14'] },
  '3.1': { patches: [0, 1, 2, 3, 5, 6, 7, 8], pythons: ['3.12', '3.11', '3.10'] },
  '3.0': { patches: [0, 1, 2, 3, 4, 6], pythons: ['3.12', '3.11', '3.10', '3.9'] },
  '2.11': { patches: [0, 1, 2], pythons: ['3.12', '3.11', '3.10', '3.9'] },
  '2.10': { patches: [0, 1, 2, 3, 4, 5], pythons: ['3.12', '3.11', '3.10', '3.9', '3.8'] },
  '2.9': { patches: [0, 1, 2, 3], pythons: ['3.12', '3.11', '3.10', '3.9', '3.8'] },
  '2.8': { patches: [0, 1, 2, 3, 4], pythons: ['3.11', '3.10', '3.9', '3.8'] },
  '2.7': { patches: [0, 1, 2, 3], pythons: ['3.11', '3.10', '3.9', '3.8'] },
  '2.6': { patches: [0, 1, 2, 3], pythons: ['3.10', '3.9', '3.8', '3.7'] },
  '2.5': { patches: [0, 1, 2, 3], pythons: ['3.10', '3.9', '3.8', '3.7'] },
  '2.4': { patches: [0, 1, 2, 3], pythons: ['3.10', '3.9', '3.8', '3.7'] },
  '2.3': { patches: [0, 1, 2, 3, 4], pythons: ['3.10', '3.9', '3.8', '3.7'] },
}

/** Every version that is known, the newest first. */
export const airflowVersions: readonly string[] = Object.entries(releases).flatMap(([minor, { patches }]) =>
  [...patches].reverse().map((patch) => `${minor}.${patch}`),
)

/** The version that is taken where nothing says one. */
export const newestAirflow = airflowVersions[0] ?? ''

/** The newest patch of a minor version; undefined for one that is not known. */
export function newestOf(minor: string): string | undefined {
  return airflowVersions.find((one) => one.startsWith(`${minor}.`))
}

/** Versions of Python that its image is there for, the usual one first; of one that came out later those of the newest that is known. */
export function pythonsOf(version: string): readonly string[] {
  const minor = version.split('.').slice(0, 2).join('.')
  return (releases[minor] ?? Object.values(releases)[0])?.pythons ?? []
}

/** `3.1.8` → 3. */
export function majorOf(version: string): number {
  return Number(version.split('.')[0])
}

/** Whether a version is `than` or newer. */
export function isAtLeast(version: string, than: string): boolean {
  const [a, b] = [version, than].map((one) => one.split('.').map(Number))
  for (let at = 0; at < 3; at++) {
    const difference = (a?.[at] ?? 0) - (b?.[at] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}

/** The line of Airflow that a version of Astronomer's runtime is of (docs of Astro Runtime, version life cycle); null: not documented. */
export function airflowOfAstro(runtime: string): string | null {
  const now = /^(3\.\d+)-\d+/.exec(runtime)?.[1]
  if (now !== undefined) return now
  const major = Number(/^(\d+)(\.|$)/.exec(runtime)?.[1])
  // 4 was the first, of Airflow 2.2; each major one minor on, up to 13 of 2.11.
  return major >= 5 && major <= 13 ? `2.${major - 2}` : null
}
