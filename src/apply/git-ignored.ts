/**
 * Whether a `.gitignore` leaves an entry of its own folder out already, by whichever pattern; the last that fits wins.
 * @param entry a name, with a `/` behind it for a folder; it may hold a `*`, for which any text does. Of anything else it is not told.
 */
export function isGitIgnored(patterns: readonly string[], entry: string): boolean {
  const folder = entry.endsWith('/')
  const name = (folder ? entry.slice(0, -1) : entry).replaceAll('*', 'something')
  if (!/^[\w.-]+$/.test(name)) return false
  return patterns.reduce((ignored, line) => (fits(line, name, folder) ? !line.startsWith('!') : ignored), false)
}

function fits(line: string, name: string, folder: boolean): boolean {
  const pattern = line.trimEnd().replace(/^!/, '')
  if (pattern === '' || pattern.startsWith('#') || (pattern.endsWith('/') && !folder)) return false
  const plain = pattern.replace(/\/$/, '').replace(/^(\*\*)?\//, '')
  if (plain.includes('/')) return false
  // `*` and `?` stand for a dot in front too; a set in brackets is written as in a regular expression, but for its negation.
  const source = plain
    .replace(/[.+^$(){}|\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.')
    .replace(/\[!/g, '[^')
  try {
    return new RegExp(`^${source}$`).test(name)
  } catch {
    return false
  }
}
