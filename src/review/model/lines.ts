/** Line and column, from 1, of an offset in a text. */
export interface Position {
  line: number
  column: number
}

/** Where the lines of a text begin, found once. */
export interface Lines {
  positionOf: (offset: number) => Position
  /** The text of a line, without its end. */
  textOf: (line: number) => string
  count: number
}

export function linesOf(text: string): Lines {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return {
    count: starts.length,
    positionOf(offset) {
      let low = 0
      let high = starts.length - 1
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if (starts[middle]! <= offset) low = middle
        else high = middle - 1
      }
      return { line: low + 1, column: offset - starts[low]! + 1 }
    },
    textOf: (line) => text.slice(starts[line - 1] ?? text.length, (starts[line] ?? text.length + 1) - 1).replace(/\r$/, ''),
  }
}
