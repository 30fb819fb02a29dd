import { textLines } from './text-lines.ts'

/**
 * A person's text with our lines that it lacks at its end; null where all are there. Nothing of theirs moves: line endings,
 * byte order mark and a missing last newline stay. A comment goes with the line below it and is not missed by itself.
 */
export function withMissingLines(text: string, wanted: string): string | null {
  const theirs = textLines(text)
  const known = new Set(theirs.lines.map((line) => line.trimEnd()))
  const added: string[] = []
  let comments: string[] = []
  for (const line of textLines(wanted).lines) {
    if (line.startsWith('#')) {
      comments.push(line)
      continue
    }
    if (line.trim() !== '' && !known.has(line.trimEnd())) added.push(...comments.filter((comment) => !known.has(comment)), line)
    comments = []
  }
  if (added.length === 0) return null
  const tail = added.join(theirs.ending)
  return theirs.ended ? text + tail + theirs.ending : text + theirs.ending + tail
}
