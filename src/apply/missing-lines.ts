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
  const last = theirs.lines.at(-1) ?? ''
  const added: string[] = []
  let comments: string[] = []
  let parted = false
  for (const line of textLines(wanted).lines) {
    if (line.startsWith('#')) comments.push(line)
    else if (line.trim() === '') [comments, parted] = [[], true]
    else {
      const own = comments.filter((comment) => !isKnown(comment))
      if (!isKnown(line) || isUndone(line, added)) {
        added.push(...(parted && added.length > 0 && own.length > 0 ? [''] : []), ...own, line)
        parted = false
      }
      comments = []
    }
  }
  if (added.length === 0) return null
  // Where blank lines part what belongs together, they part ours too; a recipe of a Makefile ends with one.
  const spaced = added[0]?.startsWith('#') && theirs.lines.some((line) => line.trim() === '')
  if (last.startsWith('\t') || (spaced && last.trim() !== '')) added.unshift('')
  const tail = added.join(theirs.ending)
  return theirs.ended ? text + tail + theirs.ending : text + theirs.ending + tail
}

/** An exception of a `.gitignore` that is there, but above the pattern that now comes in and takes it back. */
function isUndone(line: string, added: readonly string[]): boolean {
  return line.startsWith('!') && added.some((one) => one.includes('*'))
}

/** `export NAME=value`, also where it is commented out: that was a person's choice. */
function nameIn(line: string): string | undefined {
  return /^\s*#?\s*(?:export\s+)?([A-Za-z_]\w*)\s*=/.exec(line)?.[1]
}
