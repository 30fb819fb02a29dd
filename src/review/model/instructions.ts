import { joined, partOf, type LogicalText } from './logical-text.ts'
import { wordsOf, type Word } from './words.ts'

/** `--mount=type=bind,…`. */
export interface InstructionFlag extends Word {
  name: string
  value: string
}

/** A text that stands below its instruction, opened by `<<EOF`. */
export interface Heredoc {
  /** What the shell or the file gets. */
  body: LogicalText
  /** False where its mark stands in quotes. */
  expands: boolean
}

export interface Instruction {
  /** Upper case. */
  name: string
  keyword: Word
  flags: readonly InstructionFlag[]
  /** What follows the flags, continuation lines joined, comments left out. */
  rest: LogicalText
  /** `rest` as words; the elements where it is a JSON list. */
  words: readonly Word[]
  /** Written as a JSON list. */
  exec: boolean
  heredocs: readonly Heredoc[]
  /** The first and the last of its lines, from 1. */
  line: number
  endLine: number
  from: number
  to: number
}

/** What docker itself would stop at. */
export interface Fault {
  line: number
  message: string
}

interface Line {
  text: string
  from: number
}

const known = new Set('ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(' '))

/** The instructions of a Dockerfile as BuildKit splits it: escape directive, continuation lines, comments between them, heredocs. */
export function instructionsOf(text: string): { instructions: Instruction[]; faults: Fault[]; escape: '\\' | '`' } {
  const lines = splitLines(text)
  const escape = escapeOf(lines)
  const instructions: Instruction[] = []
  const faults: Fault[] = []
  for (let at = 0; at < lines.length; at++) {
    if (isEmpty(lines[at]!.text) || isComment(lines[at]!.text)) continue
    const first = at
    const pieces: Line[] = []
    for (; at < lines.length; at++) {
      const { text: line, from } = lines[at]!
      if (pieces.length > 0 && (isComment(line) || isEmpty(line))) continue
      const trimmed = line.trimEnd()
      if (!trimmed.endsWith(escape)) {
        pieces.push({ text: trimmed, from })
        break
      }
      pieces.push({ text: trimmed.slice(0, -1), from })
    }
    at = Math.min(at, lines.length - 1)
    const whole = joined(pieces)
    const head = /^\s*(\S+)/.exec(whole.text)
    if (!head) continue
    const name = head[1]!.toUpperCase()
    if (!known.has(name)) faults.push({ line: first + 1, message: `there is no instruction ${head[1]!.slice(0, 40)}` })
    const taken = name === 'RUN' || name === 'COPY' || name === 'ADD' ? heredocsOf(whole.text, lines, at) : { heredocs: [], end: at, open: null }
    if (taken.open !== null) faults.push({ line: first + 1, message: `the text that <<${taken.open} opens has no end` })
    at = taken.end
    instructions.push({
      ...parsed(whole, head[0]),
      name,
      heredocs: taken.heredocs,
      line: first + 1,
      endLine: at + 1,
      from: lines[first]!.from,
      to: endOf(lines[at]!),
    })
  }
  return { instructions, faults, escape }
}

function parsed(whole: LogicalText, head: string): Pick<Instruction, 'keyword' | 'flags' | 'rest' | 'words' | 'exec'> {
  const flags: InstructionFlag[] = []
  let at = skipBlanks(whole.text, head.length)
  for (let flag = flagAt(whole.text, at); flag; flag = flagAt(whole.text, at)) {
    flags.push({ ...flag, from: whole.offsetOf(at), to: whole.offsetOf(at + flag.text.length - 1) + 1 })
    at = skipBlanks(whole.text, at + flag.text.length)
  }
  const rest = partOf(whole, at)
  const list = listOf(rest)
  const begin = head.length - head.trimStart().length
  const keyword = { text: head.trimStart(), from: whole.offsetOf(begin), to: whole.offsetOf(head.length - 1) + 1 }
  return { keyword, flags, rest, words: list ?? wordsOf(rest), exec: list !== null }
}

function flagAt(text: string, at: number): { name: string; value: string; text: string } | null {
  const flag = /--([a-z][a-z-]*)(?:=(\S*))?(?=\s|$)/y
  flag.lastIndex = at
  const found = flag.exec(text)
  return found ? { name: found[1]!, value: found[2] ?? '', text: found[0] } : null
}

function skipBlanks(text: string, at: number): number {
  while (at < text.length && /\s/.test(text[at]!)) at++
  return at
}

/** A JSON list's texts, each with the place of its quotes; null where it is none. */
export function listOf(rest: LogicalText): Word[] | null {
  const text = rest.text.trimEnd()
  if (!text.startsWith('[') || !text.endsWith(']')) return null
  try {
    const value: unknown = JSON.parse(text)
    if (!Array.isArray(value) || !value.every((one) => typeof one === 'string')) return null
    const places = [...text.matchAll(/"(?:[^"\\]|\\.)*"/g)]
    return value.map((one: string, index) => {
      const { index: from, 0: written } = places[index]!
      const word: Word = { text: one, from: rest.offsetOf(from), to: rest.offsetOf(from + written.length - 1) + 1 }
      if (written.length === one.length + 2) word.inner = { text: one, offsetOf: (at) => rest.offsetOf(from + 1 + at) }
      return word
    })
  } catch {
    return null
  }
}

function heredocsOf(text: string, lines: readonly Line[], at: number): { heredocs: Heredoc[]; end: number; open: string | null } {
  const heredocs: Heredoc[] = []
  let end = at
  for (const [, dash, quote, word] of text.matchAll(/(?<!<)<<(-?)(["']?)([A-Za-z_][A-Za-z0-9_]*)\2/g)) {
    const pieces: Line[] = []
    for (end++; end < lines.length && (dash ? lines[end]!.text.replace(/^\t+/, '') : lines[end]!.text) !== word; end++)
      pieces.push({ text: `${lines[end]!.text}\n`, from: lines[end]!.from })
    heredocs.push({ body: joined(pieces), expands: quote === '' })
    if (end >= lines.length) return { heredocs, end: lines.length - 1, open: word! }
  }
  return { heredocs, end, open: null }
}

function splitLines(text: string): Line[] {
  const lines: Line[] = []
  for (let from = 0; from <= text.length;) {
    const end = text.indexOf('\n', from)
    const to = end < 0 ? text.length : end
    lines.push({ text: text.slice(from, to).replace(/\r$/, ''), from })
    from = to + 1
  }
  return lines
}

function escapeOf(lines: readonly Line[]): '\\' | '`' {
  for (const { text } of lines) {
    const directive = /^#\s*([a-zA-Z]+)\s*=\s*(\S+)\s*$/.exec(text)
    if (!directive) break
    if (directive[1]!.toLowerCase() === 'escape' && directive[2] === '`') return '`'
  }
  return '\\'
}

function endOf({ text, from }: Line): number {
  return from + text.length
}

function isEmpty(line: string): boolean {
  return line.trim() === ''
}

function isComment(line: string): boolean {
  return line.trimStart().startsWith('#')
}
