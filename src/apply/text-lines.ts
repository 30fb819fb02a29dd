/** A text as lines, with what is not in the lines kept apart: line endings, a byte order mark, whether the last line is ended. */
export interface TextLines {
  lines: readonly string[]
  /** The ending of each line; the last one's is empty where the file does not end in a newline. */
  endings: readonly string[]
  byteOrderMark: boolean
  /** The ending that most lines have. */
  ending: '\n' | '\r\n'
  /** Ends in a newline. An empty text does too: what is put into it should. */
  ended: boolean
}

export function textLines(text: string): TextLines {
  const byteOrderMark = text.startsWith('\uFEFF')
  const parts = (byteOrderMark ? text.slice(1) : text).split(/(\r?\n)/)
  const lines = parts.filter((_, at) => at % 2 === 0)
  const endings = parts.filter((_, at) => at % 2 === 1)
  const ended = lines.at(-1) === ''
  if (ended) lines.pop()
  else endings.push('')
  const windows = endings.filter((ending) => ending === '\r\n').length
  return { lines, endings, byteOrderMark, ending: windows * 2 > endings.length - (ended ? 0 : 1) ? '\r\n' : '\n', ended }
}

/** The same text but for line endings and a byte order mark, which git and editors change on their own. */
export function isSameText(one: string, other: string): boolean {
  return plain(one) === plain(other)
}

function plain(text: string): string {
  return (text.startsWith('\uFEFF') ? text.slice(1) : text).replaceAll('\r\n', '\n')
}
