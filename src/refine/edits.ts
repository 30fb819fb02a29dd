import type { Edit } from '../review/contract.ts'

/** A text after some edits, and where its places were before. */
export interface Edited {
  text: string
  /** The offset that a place of the new text had in the old one. */
  before: (offset: number) => number
}

/** Whether two edits can be made at once, whichever is first. */
export function areApart(a: Edit, b: Edit): boolean {
  return a.to < b.from || b.to < a.from || (a.to === b.from && a.from < a.to && b.from < b.to) || (b.to === a.from && b.from < b.to && a.from < a.to)
}

/** Makes edits that are apart from each other. Line ends are those of the text. */
export function withEdits(text: string, edits: readonly Edit[]): Edited {
  const windows = /\r\n/.test(text)
  const sorted = [...edits].sort((a, b) => a.from - b.from || a.to - b.to)
  const pieces: string[] = []
  const moved: { at: number; by: number }[] = []
  let from = 0
  let length = 0
  for (const edit of sorted) {
    const inserted = windows ? edit.text.replace(/\r?\n/g, '\r\n') : edit.text
    pieces.push(text.slice(from, edit.from), inserted)
    length += edit.from - from
    moved.push({ at: length, by: edit.from - length })
    length += inserted.length
    from = edit.to
    moved.push({ at: length, by: edit.to - length })
  }
  return {
    text: pieces.join('') + text.slice(from),
    before(offset) {
      const last = moved.findLastIndex((one) => one.at <= offset)
      const { at, by } = moved[last] ?? { at: 0, by: 0 }
      // Within what was inserted: where it was put in.
      return last >= 0 && last % 2 === 0 ? at + by : offset + by
    },
  }
}
