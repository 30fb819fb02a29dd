import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from './finding.ts'
import type { OtherRule } from './match.ts'

/** What somebody who read the files says of findings. */
export interface Judgements {
  otherRules: Readonly<Record<string, Readonly<Record<string, OtherRule>>>>
  /** Why this finding of another tool is no fault; null: nobody said so. */
  unreal: (tool: string, finding: Finding) => string | null
  /** What is wrong with a finding of ours: '' nothing, null: nobody has looked. */
  falseAlarm: (finding: Finding) => string | null
}

/** Reads the three tables beside this file: a line is `tool rule file lines reason` or `rule file lines reason`, with tabs between; `7~word`: what it says of line 7 with this word. */
export function judgements(): Judgements {
  const here = import.meta.dirname
  const otherRules = JSON.parse(readFileSync(join(here, 'rules-of-others.json'), 'utf8')) as Judgements['otherRules']
  const others = new Map(rowsOf('judged-others.tsv').flatMap(([tool, rule, file, lines, reason]) => keyed([tool!, rule!, file!], lines!, reason!)))
  const own = new Map(rowsOf('judged-ours.tsv').flatMap(([rule, file, lines, reason]) => keyed([rule!, file!], lines!, reason ?? '')))
  return {
    otherRules,
    unreal(tool, { rule, file, line, message }) {
      const place = [tool, rule, file, line].join('\t')
      const said = [...others].find(([key]) => key === place || (key.startsWith(`${place}~`) && message.includes(key.slice(place.length + 1))))
      return said?.[1] ?? null
    },
    falseAlarm: ({ rule, file, line }) => own.get([rule, file, line].join('\t')) ?? null,
  }
}

function rowsOf(name: string): string[][] {
  return readFileSync(join(import.meta.dirname, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'))
}

function keyed(first: readonly string[], lines: string, reason: string): [string, string][] {
  return lines.split(',').map((line) => [[...first, line].join('\t'), reason])
}
