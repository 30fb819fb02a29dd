import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the texts lie that people were given as good advice; beside the repository, and never copied into it. */
export const seedFolder = process.env['DOCKERIZE_SEEDS'] ?? join(import.meta.dirname, '../../../../shared/seeds')
export const hasSeeds = existsSync(seedFolder)

/** A part of a file: text of our own, a fenced block of a text by the line of its opening fence, or the code within one of its lines. */
export type Piece = string | Block | Inline

interface Block {
  fence: number
  /** Takes these lines of the text alone. */
  lines?: readonly [number, number]
  indent?: number
  /** Another reading of it: each first text must be there. */
  with?: readonly (readonly [RegExp | string, string])[]
}

interface Inline {
  line: number
  /** Which of the line's code spans, from 0; all of them, a line each, without. */
  span?: number
  /** What stands in front and behind. */
  before?: string
  after?: string
}

/** A file made of pieces, and the way back from its lines. */
export interface Pieced {
  text: string
  /** The line of the seed that this line of the file came from; null: it is our own. */
  lineOf(line: number): number | null
}

const texts = new Map<string, readonly string[]>()

function linesOf(seed: string): readonly string[] {
  const known = texts.get(seed) ?? readFileSync(join(seedFolder, `${seed}.md`), 'utf8').split('\n')
  texts.set(seed, known)
  return known
}

/** @throws where a seed has no such block or code any more. */
export function pieced(seed: string, pieces: readonly Piece[]): Pieced {
  const lines = pieces.flatMap((piece) => linesFrom(seed, piece))
  return { text: lines.map(({ text }) => `${text}\n`).join(''), lineOf: (line) => lines[line - 1]?.line ?? null }
}

interface PieceLine {
  text: string
  line: number | null
}

function linesFrom(seed: string, piece: Piece): PieceLine[] {
  if (typeof piece === 'string')
    return piece
      .replace(/\n$/, '')
      .split('\n')
      .map((text) => ({ text, line: null }))
  return 'fence' in piece ? blockLines(seed, piece) : codeLines(seed, piece)
}

function blockLines(seed: string, { fence, lines, indent = 0, with: changes = [] }: Block): PieceLine[] {
  const all = linesOf(seed)
  if (!all[fence - 1]?.startsWith('```')) throw new Error(`${seed}.md:${fence}: no fence is there`)
  const end = all.findIndex((text, index) => index >= fence && text.startsWith('```'))
  const [first, last] = lines ?? [fence + 1, end]
  if (first <= fence || last > end) throw new Error(`${seed}.md:${fence}: the block has no lines ${first} to ${last}`)
  let text = all.slice(first - 1, last).join('\n')
  for (const [from, to] of changes) {
    const changed = text.replace(from, to)
    if (changed === text) throw new Error(`${seed}.md:${fence}: there is no ${String(from)} in it`)
    text = changed
  }
  return text.split('\n').map((one, index) => ({ text: one === '' ? '' : ' '.repeat(indent) + one, line: first + index }))
}

function codeLines(seed: string, { line, span, before = '', after = '' }: Inline): PieceLine[] {
  const spans = [...(linesOf(seed)[line - 1] ?? '').matchAll(/`([^`]+)`/g)].map(([, code]) => code!.replaceAll('\\|', '|'))
  const chosen = span === undefined ? spans : spans.slice(span, span + 1)
  if (chosen.length === 0) throw new Error(`${seed}.md:${line}: no such code is there`)
  return chosen.flatMap((code) => (before + code + after).split('\n')).map((text) => ({ text, line }))
}
