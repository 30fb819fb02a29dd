import type { Edit } from '../contract.ts'
import type { Word } from './words.ts'

interface Written {
  text: string
}

/** Puts a text behind a word; nothing where the word is in quotes, goes over two lines or stands in a list: it would end up inside of it. */
export function putAfter(file: Written, word: Word, text: string): Edit[] {
  return isPlain(file, word) ? [{ from: word.to, to: word.to, text }] : []
}

/** Puts one word in the place of another; nothing where it is not written as it is meant. */
export function putFor(file: Written, word: Word, text: string): Edit[] {
  return isPlain(file, word) ? [{ from: word.from, to: word.to, text }] : []
}

export function isPlain({ text }: Written, word: Word): boolean {
  return text.slice(word.from, word.to) === word.text
}

/** How the lines of a file end. */
export function newlineOf({ text }: Written): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n'
}

/** Lines below all that is there. */
export function putBelow(file: Written, lines: readonly string[]): Edit[] {
  const { text } = file
  const newline = newlineOf(file)
  const before = text === '' || text.endsWith('\n') ? '' : newline
  return [{ from: text.length, to: text.length, text: before + lines.map((line) => line + newline).join('') }]
}
