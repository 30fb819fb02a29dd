/** One part of a path: any number of folders, or a folder that looks like this. */
type Part = '**' | RegExp

/**
 * Tells whether a folder is one that a pattern of a workspace means: `packages/*`, `libs/**`, `{apps,libs}/*`, `apps/[a-m]*`. A star and a
 * question mark stay within one folder and take none whose name begins with a dot, as package managers have it.
 * @param text as it is written, without a `!`.
 */
export function folderPattern(text: string): (dir: string) => boolean {
  const pattern = text.replace(/^(\.\/)+/, '').replace(/\/+$/, '')
  if (!/[*?[{]/.test(pattern)) return (dir) => dir === pattern
  const ways = alternatives(pattern).map((way) => way.split('/').map((part): Part => (part === '**' ? part : folderExpression(part))))
  return (dir) => ways.some((parts) => fits(parts, dir.split('/')))
}

function fits(parts: readonly Part[], folders: readonly string[]): boolean {
  const [part, ...others] = parts
  const [folder, ...below] = folders
  if (part === undefined) return folder === undefined
  if (part === '**') return fits(others, folders) || (folder !== undefined && !folder.startsWith('.') && fits(parts, below))
  return folder !== undefined && part.test(folder) && fits(others, below)
}

/** `{apps,libs}/*` → `apps/*`, `libs/*`. */
function alternatives(pattern: string): string[] {
  const [whole, before = '', list = '', after = ''] = /^(.*?)\{([^{}]*)\}(.*)$/.exec(pattern) ?? []
  return whole === undefined ? [pattern] : list.split(',').flatMap((one) => alternatives(`${before}${one}${after}`))
}

function folderExpression(part: string): RegExp {
  const source = part.replace(/\*+|\?|\[[^\]]+\]|[.+^${}()|[\]\\]/g, (sign) => {
    if (sign.startsWith('*')) return '[^/]*'
    if (sign === '?') return '[^/]'
    return sign.length > 1 ? sign.replace(/^\[[!^]/, '[^').replaceAll('\\', '\\\\') : `\\${sign}`
  })
  return new RegExp(`^${/^[*?]/.test(part) ? '(?!\\.)' : ''}${source}$`)
}
