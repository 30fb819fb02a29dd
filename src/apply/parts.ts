/** A merged text in pieces: lines that are settled, and those that both sides changed. */
export type Part = { ok: readonly string[] } | Conflict

export interface Conflict {
  mine: readonly string[]
  base: readonly string[]
  theirs: readonly string[]
  /** Index of its first line in the person's text. */
  from: number
}

/** The ways out of a conflict. */
export type WayOut = 'mine' | 'theirs' | 'markers' | { lines: readonly string[] }

export function isConflict(part: Part): part is Conflict {
  return 'mine' in part
}

/** All lines, each conflict settled. @param wayOut of each conflict, in order. */
export function settled(parts: readonly Part[], wayOut: (conflict: Conflict, at: number) => WayOut): readonly string[] {
  let at = 0
  return parts.flatMap((part) => (isConflict(part) ? linesFor(part, wayOut(part, at++)) : part.ok))
}

function linesFor(conflict: Conflict, way: WayOut): readonly string[] {
  if (way === 'mine') return conflict.mine
  if (way === 'theirs') return conflict.theirs
  if (way !== 'markers') return way.lines
  return [
    '<<<<<<< yours',
    ...conflict.mine,
    '||||||| last written by create-dockerize',
    ...conflict.base,
    '=======',
    ...conflict.theirs,
    '>>>>>>> new from create-dockerize',
  ]
}
