/** A line of an ignore file that says something. */
export interface IgnorePattern {
  /** As written, without `!`. */
  text: string
  /** Brings back what lines above it left out. */
  keeps: boolean
  line: number
  from: number
  to: number
}

export interface IgnoreFile {
  path: string
  patterns: readonly IgnorePattern[]
  /** As docker decides it: the last pattern that matches a path or a folder above it counts. @param path from the context. */
  ignores: (path: string) => boolean
  /** The pattern that leaves a path out; null: it stays. */
  ignoredBy: (path: string) => IgnorePattern | null
  /** The same for a walk from the top, a step at a time. @param above that of the folder it lies in; null at the top. */
  standing: (path: string, above: Standing | null) => Standing
}

/** What the patterns say of a path. */
export interface Standing {
  ignored: boolean
  /** Something below it may be brought back. */
  mayKeep: boolean
  /** Pattern by pattern: whether it matched here or above. */
  matched: readonly boolean[]
}

export function readIgnoreFile(path: string, text: string): IgnoreFile {
  const patterns = patternsOf(text)
  const matchers = patterns.map((pattern) => ({ pattern, matches: matcher(pattern.text) }))
  const ignoredBy = (file: string): IgnorePattern | null => {
    const parts = file.split('/')
    const paths = parts.map((_, index) => parts.slice(0, index + 1).join('/'))
    let by: IgnorePattern | null = null
    for (const { pattern, matches } of matchers) if ((by === null) !== pattern.keeps && paths.some(matches)) by = pattern.keeps ? null : pattern
    return by
  }
  const standing = (file: string, above: Standing | null): Standing => {
    const matched = matchers.map(({ matches }, index) => above?.matched[index] === true || matches(file))
    const last = matchers.findLast((_, index) => matched[index])
    return { matched, ignored: last !== undefined && !last.pattern.keeps, mayKeep: patterns.some((one) => one.keeps && reachesBelow(one.text, file)) }
  }
  return { path, patterns, ignoredBy, ignores: (file) => ignoredBy(file) !== null, standing }
}

/** A pattern with a wildcard in its folders may mean anything. */
function reachesBelow(pattern: string, folder: string): boolean {
  const clean = pattern.replace(/^(\.?\/)+/, '')
  return clean.startsWith(`${folder}/`) || /[*?[]/.test(clean.slice(0, folder.length + 1))
}

function patternsOf(text: string): IgnorePattern[] {
  const patterns: IgnorePattern[] = []
  let from = 0
  for (const [index, line] of text.split('\n').entries()) {
    const written = line.trim()
    if (written !== '' && !line.startsWith('#')) {
      const keeps = written.startsWith('!')
      patterns.push({ text: keeps ? written.slice(1).trim() : written, keeps, line: index + 1, from, to: from + line.replace(/\r$/, '').length })
    }
    from += line.length + 1
  }
  return patterns
}

/** Go's `filepath.Match` with `**`, anchored at the context; a pattern that is no pattern matches nothing. */
function matcher(pattern: string): (path: string) => boolean {
  const clean = pattern.replace(/^(\.?\/)+/, '').replace(/\/+$/, '')
  if (clean === '' || clean === '.') return () => false
  if (!/[*?[\\]/.test(clean)) return (path) => path === clean
  try {
    const expression = new RegExp(`^${source(clean)}$`)
    return (path) => expression.test(path)
  } catch {
    return () => false
  }
}

function source(pattern: string): string {
  return pattern.replace(/\*\*\/|\*\*|\*|\?|\[[^\]]*\]|\\.|[.+^${}()|\\]/g, (part) => {
    if (part === '**/') return '(?:.*/)?'
    if (part === '**') return '.*'
    if (part === '*') return '[^/]*'
    if (part === '?') return '[^/]'
    if (part.startsWith('[')) return part
    return part.startsWith('\\') && part.length === 2 ? `\\${part[1]}` : `\\${part}`
  })
}
