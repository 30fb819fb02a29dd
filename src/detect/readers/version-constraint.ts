/** Minor versions of CPython that are out and still get fixes. */
export const releasedPythons: readonly string[] = ['3.10', '3.11', '3.12', '3.13', '3.14']

/** More patch releases than any minor version ever had. */
const patches = Array.from({ length: 40 }, (_, patch) => patch)

/**
 * Whether some patch release of a minor version satisfies a constraint: `>=3.12,<4`, `~=3.11.4`, `==3.13.*`, poetry's `^3.11`.
 * Clauses that cannot be read allow everything, since refusing a version for a typing slip helps nobody.
 */
export function allows(constraint: string, minor: string): boolean {
  return patches.some((patch) => permits(constraint, `${minor}.${patch}`))
}

/** Whether one version satisfies a constraint. */
export function permits(constraint: string, version: string): boolean {
  return alternativesOf(constraint).some((clauses) => clauses.every((clause) => satisfies(numbers(version), clause)))
}

/** The clauses of each alternative. */
function alternativesOf(constraint: string): string[][] {
  return constraint.split('||').map((alternative) =>
    alternative
      .split(',')
      .flatMap((part) => part.trim().split(/\s+(?=[<>=!~^])/))
      .filter(Boolean),
  )
}

function satisfies(version: number[], clause: string): boolean {
  const match = /^(===|~=|==|!=|<=|>=|<|>|\^|~)?\s*v?(\d+(?:\.\d+)*)(\.\*)?/.exec(clause.trim())
  if (!match) return true
  const wanted = numbers(match[2] ?? '')
  const wild = match[3] !== undefined
  const order = compare(version, wanted)
  switch (match[1]) {
    case '>=':
      return order >= 0
    case '>':
      return order > 0 && !(wanted.length === 2 && prefix(version, wanted))
    case '<=':
      return order <= 0
    case '<':
      return order < 0
    case '!=':
      return wild ? !prefix(version, wanted) : order !== 0
    case '~=':
      return order >= 0 && prefix(version, wanted.slice(0, -1))
    case '^':
      return order >= 0 && version[0] === wanted[0]
    case '~':
      return order >= 0 && prefix(version, wanted.slice(0, 2))
    default:
      // `==3.12` is meant as "3.12" by everybody who writes it, though it says 3.12.0 alone.
      return wild || wanted.length < 3 ? prefix(version, wanted) : order === 0
  }
}

function numbers(version: string): number[] {
  return version.split('.').map(Number)
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function prefix(version: readonly number[], start: readonly number[]): boolean {
  return start.every((part, at) => version[at] === part)
}
