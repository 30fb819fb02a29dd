import type { LogicalText } from './logical-text.ts'

/** A word of an instruction or of a command, with its place in the file. */
export interface Word {
  /** Without its quotes. */
  text: string
  from: number
  to: number
  /** The same with the place of each character, where the word may be a script of its own. */
  inner?: LogicalText
}

/** Words between blanks; what is in quotes is one. An open quote reaches to the end. One pass, whatever the length. */
export function wordsOf(source: LogicalText): Word[] {
  const { text } = source
  const words: Word[] = []
  let at = 0
  while (at < text.length) {
    if (isBlank(text[at]!)) {
      at++
      continue
    }
    const from = at
    let value = ''
    while (at < text.length && !isBlank(text[at]!)) {
      const quote = text[at]!
      if (quote !== '"' && quote !== "'") {
        value += quote
        at++
        continue
      }
      const end = closing(text, at)
      value += text.slice(at + 1, end)
      at = end + 1
    }
    words.push({ text: value, from: source.offsetOf(from), to: source.offsetOf(Math.min(at, text.length) - 1) + 1 })
  }
  return words
}

/** Index of the quote that closes the one at `at`; the length of the text where none does. */
export function closing(text: string, at: number): number {
  const quote = text[at]!
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === '\\' && quote === '"') end++
    else if (text[end] === quote) return end
  }
  return text.length
}

export function isBlank(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r'
}
