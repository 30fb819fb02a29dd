/**
 * What a package hands to those who import it: `exports` where it has any, else `module` and `main`. Types and what only one tool reads
 * are left out, since nothing runs them.
 */
export function targetsOf(manifest: Readonly<Record<string, unknown>>): string[] {
  const exported = inExports(manifest['exports'])
  const found = exported.length > 0 ? exported : [manifest['module'], manifest['main']].filter((one) => typeof one === 'string')
  return [...new Set(found.map((one) => one.replace(/^\.\//, '')))]
}

function inExports(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([condition, target]) => (/^(types|typings|development|\.\/package\.json)/.test(condition) ? [] : inExports(target)))
}
