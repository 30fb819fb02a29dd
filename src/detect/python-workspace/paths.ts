/**
 * A path as a manifest writes it, seen from the project's root.
 * @param dir folder of the manifest. @returns null where it leads out of the project.
 */
export function resolved(dir: string, path: string): string | null {
  if (path.startsWith('/')) return null
  const parts = dir === '.' ? [] : dir.split('/')
  for (const part of path.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null
    if (part !== '..' && part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/') || '.'
}

/** The nearest folder that holds all of these. */
export function commonFolder(dirs: readonly string[]): string {
  const [first = [], ...others] = dirs.map((dir) => (dir === '.' ? [] : dir.split('/')))
  const shared = first.findIndex((part, index) => others.some((other) => other[index] !== part))
  return (shared < 0 ? first : first.slice(0, shared)).join('/') || '.'
}

export function isWithin(path: string, dir: string): boolean {
  return dir === '.' || path === dir || path.startsWith(`${dir}/`)
}

/** As seen from a folder around it: `apps/api` from `apps` is `api`. */
export function below(path: string, dir: string): string {
  if (dir === '.') return path
  return path === dir ? '.' : path.slice(dir.length + 1)
}
