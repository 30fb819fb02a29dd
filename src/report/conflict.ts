import type { Conflict } from '../apply/parts.ts'
import type { Paint } from './paint.ts'

/** A place that both sides changed, the person's lines with their numbers. @param shown makes a text harmless for a terminal. */
export function conflictScreen(path: string, { mine, theirs, from }: Conflict, paint: Paint, shown: (text: string) => string): string {
  const width = String(from + Math.max(1, mine.length)).length + 2
  const row = (label: string, sign: string, text: string) => `  ${label.padStart(width)} │ ${sign} ${shown(text)}`
  return [
    `  ${paint.strong('conflict')}  ${path}:${from + 1}   both changed`,
    '',
    ...(mine.length === 0 ? [row(String(from + 1), '-', paint.quiet('you took it out'))] : mine.map((text, at) => row(String(from + at + 1), '-', text))),
    ...(theirs.length === 0 ? [row('', '+', paint.quiet('no longer written'))] : theirs.map((text) => row('', '+', text))),
    `  ${''.padStart(width)}   ${paint.quiet('- yours   + new')}`,
    '',
  ].join('\n')
}
