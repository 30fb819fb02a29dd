/** What one requirement of the packaging standards says. */
export interface Requirement {
  /** Normalised: lower case, runs of `-`, `_` and `.` are one `-`. */
  name: string
  extras: readonly string[]
  /** Version specifiers or `@ url`, without the marker. */
  spec: string
}

export function normalise(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}

/** Reads `name[extra] >=1 ; marker`. @returns null for what is no requirement: an option, a path, a bare URL. */
export function readRequirement(text: string): Requirement | null {
  const match = /^\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(.*)$/.exec(text)
  const rest = match?.[3] ?? ''
  if (!match || !/^$|^[<>=!~(;@]/.test(rest)) return null
  const extras = (match[2] ?? '')
    .split(',')
    .map((extra) => normalise(extra.trim()))
    .filter(Boolean)
  return { name: normalise(match[1] ?? ''), extras, spec: withoutMarker(rest) }
}

/** A marker behind a URL needs a space before its semicolon, since URLs may hold one. */
function withoutMarker(rest: string): string {
  return (rest.startsWith('@') ? rest.replace(/\s;.*$/, '') : rest.replace(/;.*$/, '')).replace(/^\((.*)\)$/, '$1').trim()
}

/** A source that only git can fetch. */
export function isGit(spec: string): boolean {
  return /git\+|^@\s*git:/.test(spec)
}
