import type { LogicalText } from './logical-text.ts'
import { closing, isBlank, type Word } from './words.ts'

/** One command of a shell script: `apt-get install -y curl`, without what stands before it. */
export interface Command {
  /** Its program, without the folder: `pip` of `/opt/venv/bin/pip`. */
  name: string
  /** All its words, the program first. */
  words: readonly Word[]
  /** What is set or called in front of it: `sudo`, `DEBIAN_FRONTEND=noninteractive`. */
  before: readonly Word[]
  /** What follows it: `&&`, `||`, `|`, `;`, `&`, a line's end, or nothing. */
  operator: string
  from: number
  to: number
}

const reserved = new Set([
  'if',
  'then',
  'else',
  'elif',
  'do',
  'while',
  'until',
  '!',
  '{',
  '}',
  'fi',
  'done',
  'esac',
  'time',
  'exec',
  'command',
  'builtin',
  'nohup',
  '@',
])
const wrappers = new Set(['sudo', 'env', 'gosu', 'su-exec', 'tini', 'dumb-init', 'eatmydata', 'ionice', 'nice'])
const shells = new Set(['sh', 'bash', 'ash', 'dash', 'zsh'])

/** The commands of a script in order, those in `sh -c "…"` too. One pass; what is no shell at all yields odd commands, never an error. */
export function commandsOf(source: LogicalText): Command[] {
  const commands: Command[] = []
  let words: Word[] = []
  const end = (operator: string): void => {
    if (words.length > 0) commands.push(...commandOf(words, operator))
    words = []
  }
  const { text } = source
  let at = 0
  while (at < text.length) {
    const character = text[at]!
    if (character === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3))) at += text[at + 1] === '\r' ? 3 : 2
    else if (character === '\n') {
      end('\n')
      at++
    } else if (isBlank(character)) at++
    else if (character === '#') at = lineEnd(text, at)
    else if (isOperator(text, at)) {
      const two = text.slice(at, at + 2)
      const operator = ['&&', '||', '|&', ';;'].includes(two) ? two : character
      end(operator === '|&' ? '|' : operator)
      at += operator.length
    } else {
      const { word, next } = wordAt(source, at)
      words.push(word)
      at = next
    }
  }
  end('')
  return commands
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

function isOperator(text: string, at: number): boolean {
  const character = text[at]!
  if (character === '&') return text[at - 1] !== '>' && text[at + 1] !== '>'
  return character === ';' || character === '|' || character === '(' || character === ')'
}

function wordAt(source: LogicalText, start: number): { word: Word; next: number } {
  const { text } = source
  let value = ''
  const pieces: Piece[] = []
  const take = (part: string, from: number): void => {
    const last = pieces.at(-1)
    if (!last || from - last.from !== value.length - last.at) pieces.push({ at: value.length, from })
    value += part
  }
  let at = start
  while (at < text.length) {
    const character = text[at]!
    if (isBlank(character) || isOperator(text, at)) break
    if (character === '"' || character === "'" || character === '`') {
      const to = closing(text, at)
      if (character === '`') take(text.slice(at, to + 1), at)
      else take(text.slice(at + 1, to), at + 1)
      at = to + 1
    } else if (character === '$' && (text[at + 1] === '(' || text[at + 1] === '{')) {
      const to = bracketEnd(text, at + 1)
      take(text.slice(at, to), at)
      at = to
    } else if (character === '\\') {
      take(text[at + 1] ?? '', at + 1)
      at += 2
    } else {
      take(character, at)
      at++
    }
  }
  at = Math.min(at, text.length)
  const word: Word = { text: value, from: source.offsetOf(start), to: source.offsetOf(at - 1) + 1 }
  if (value.includes(' ')) word.inner = withPlaces(value, pieces, source)
  return { word, next: at }
}

/** A part of a word without its quotes: where it begins in the word, and in the source. */
interface Piece {
  at: number
  from: number
}

function withPlaces(text: string, pieces: readonly Piece[], source: LogicalText): LogicalText {
  return {
    text,
    offsetOf(index) {
      const piece = pieces.findLast((one) => one.at <= index) ?? pieces[0]
      return source.offsetOf(piece ? piece.from + index - piece.at : 0)
    },
  }
}

/** After the bracket that closes the one at `at`; the end of the text where none does. */
function bracketEnd(text: string, at: number): number {
  const open = text[at]!
  const close = open === '(' ? ')' : '}'
  let depth = 0
  for (let end = at; end < text.length; end++) {
    if (text[end] === open) depth++
    else if (text[end] === close && --depth === 0) return end + 1
  }
  return text.length
}

function commandOf(words: readonly Word[], operator: string): Command[] {
  let first = 0
  let wrapped = false
  while (first < words.length && isBefore(words[first]!.text, wrapped)) {
    wrapped ||= wrappers.has(words[first]!.text)
    first++
  }
  const own = words.slice(first)
  if (own.length === 0) return []
  const name = own[0]!.text.split('/').at(-1)!
  const command: Command = { name, words: own, before: words.slice(0, first), operator, from: own[0]!.from, to: own.at(-1)!.to }
  const script = shells.has(name) ? scriptOf(own) : null
  return script ? [command, ...commandsOf(scriptIn(script))] : [command]
}

function isBefore(word: string, wrapped: boolean): boolean {
  return reserved.has(word) || wrappers.has(word) || /^[A-Za-z_][A-Za-z0-9_]*\+?=/.test(word) || (wrapped && word.startsWith('-'))
}

/** A word as a script; without places of its own, all of it stands where the word does. */
export function scriptIn(word: Word): LogicalText {
  return word.inner ?? { text: word.text, offsetOf: () => word.from }
}

/** What follows `-c`, `-ec` and their like. */
function scriptOf(words: readonly Word[]): Word | null {
  const flag = words.findIndex((word, index) => index > 0 && /^-[a-z]*c$/.test(word.text))
  return flag < 0 ? null : (words[flag + 1] ?? null)
}
