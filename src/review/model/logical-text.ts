/** A text put together from pieces of a file, each character of which knows where it stands there. */
export interface LogicalText {
  text: string
  /** Offset in the file of the character at `index`; of the text's end for its length. */
  offsetOf(index: number): number
}

/** @param pieces in order: a text and the offset in the file where it begins. */
export function joined(pieces: readonly { text: string; from: number }[]): LogicalText {
  const starts: number[] = []
  let length = 0
  for (const piece of pieces) {
    starts.push(length)
    length += piece.text.length
  }
  return {
    text: pieces.map((piece) => piece.text).join(''),
    offsetOf(index) {
      let low = 0
      let high = starts.length - 1
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if (starts[middle]! <= index) low = middle
        else high = middle - 1
      }
      return pieces.length === 0 ? 0 : pieces[low]!.from + index - starts[low]!
    },
  }
}

export function partOf(whole: LogicalText, from: number, to = whole.text.length): LogicalText {
  return { text: whole.text.slice(from, to), offsetOf: (index) => whole.offsetOf(from + index) }
}
