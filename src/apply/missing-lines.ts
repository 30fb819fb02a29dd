import { textLines } from './text-lines.ts'

/**
 * A person's text with our lines that it lacks at its end; null where all are there. Nothing of theirs moves: line endings,
 * byte order mark and a missing last newline stay. A comment goes with the line below it and is not missed by itself.
 * @param isCovered says that other lines do what a line is wanted for.
 */
export function withMissingLines(text: string, wanted: string, isCovered: (lines: readonly string[], line: string) => boolean = () => false): string | null {
  const { lines } = textLines(text)
  const known = new Set(lines.map((line) => line.trimEnd()))
  return withLines(text, wanted, (line) => known.has(line.trimEnd()) || isCovered(lines, line.trimEnd()))
}

/** The same for an environment file, where a name that is there in any way is not missed, whatever its value. */
export function withMissingNames(text: string, wanted: string): string | null {
  const known = new Set(textLines(text).lines.flatMap((line) => nameIn(line) ?? []))
  const comments = new Set(textLines(text).lines.filter((line) => line.startsWith('#')))
  return withLines(text, wanted, (line) => {
    const name = line.startsWith('#') ? undefined : nameIn(line)
    return name === undefined ? comments.has(line) : known.has(name)
  })
}

function withLines(text: string, wanted: string, isKnown: (line: string) => boolean): string | null {
  const theirs = textLines(text)
  const added: string[] = []
  let comments: string[] = []
  for (const line of textLines(wanted).lines) {
    if (line.startsWith('#')) {
      comments.push(line)
      continue
    }
    if (line.trim() !== '' && !isKnown(line)) added.push(...comments.filter((comment) => !isKnown(comment)), line)
    comments = []
  }
  if (added.length === 0) return null
  // Where blank lines part what belongs together, they part ours too.
  if (added[0]?.startsWith('#') && theirs.lines.at(-1)?.trim() !== '' && theirs.lines.some((line) => line.trim() === '')) added.unshift('')
  const tail = added.join(theirs.ending)
  return theirs.ended ? text + tail + theirs.ending : text + theirs.ending + tail
}

/** `export NAME=value`, also where it is commented out: that was a person's choice. */
function nameIn(line: string): string | undefined {
  return /^\s*#?\s*(?:export\s+)?([A-Za-z_]\w*)\s*=/.exec(line)?.[1]
}
