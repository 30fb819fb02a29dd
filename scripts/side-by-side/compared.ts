import type { Files, Finding, Ran } from './finding.ts'
import type { Judgements } from './judged.ts'
import { matcher } from './match.ts'
import type { OurFinding, OurRun } from './ours.ts'

/** What became of the findings of one rule of another tool. */
export interface OtherRow {
  tool: string
  rule: string
  level: string
  found: number
  /** Ours says the same. */
  shared: number
  /** Of those, only with `--strict`. */
  strict: number
  missed: readonly Finding[]
  /** No faults: reason → how many. */
  unreal: ReadonlyMap<string, number>
}

export interface OurRow {
  rule: string
  level: string
  found: number
  /** What no other tool says. */
  alone: number
  falseAlarms: readonly (Finding & { reason: string })[]
  unjudged: readonly Finding[]
}

export interface Figures {
  /** Tool → real faults that it finds, and how many of them we find. */
  tools: Record<string, { real: number; shared: number }>
  ours: { found: number; alone: number; falseAlarms: number; unjudged: number }
}

export interface Compared {
  files: Files
  ran: readonly Ran[]
  others: readonly OtherRow[]
  own: readonly OurRow[]
  figures: Figures
  /** What is left to look at, a line each. */
  open: readonly string[]
}

/** Puts the findings of all tools side by side. */
export function compared(files: Files, mine: OurRun, ran: readonly Ran[], judged: Judgements): Compared {
  const match = matcher(files.corpus, mine.findings)
  const alsoTheirs = new Set<OurFinding>()
  const others = ran.flatMap(({ tool, findings }) =>
    grouped(findings).map(([rule, all]): OtherRow => {
      const known = judged.otherRules[tool]?.[rule]
      const row = { tool, rule, level: all[0]!.level, found: all.length, shared: 0, strict: 0, missed: [] as Finding[], unreal: new Map<string, number>() }
      for (const finding of all) {
        const reason = known?.unreal ?? judged.unreal(tool, finding)
        const same = reason === null && known?.ours ? match(tool, known, finding) : null
        if (same) alsoTheirs.add(same)
        if (reason !== null) row.unreal.set(reason, (row.unreal.get(reason) ?? 0) + 1)
        else if (!same) row.missed.push(finding)
        else {
          row.shared++
          if (same.strict) row.strict++
        }
      }
      return row
    }),
  )
  const plain = mine.findings.filter((one) => !one.strict)
  const own = grouped(plain).map(([rule, all]): OurRow => ({
    rule,
    level: all[0]!.level,
    found: all.length,
    alone: all.filter((one) => !alsoTheirs.has(one)).length,
    falseAlarms: all.flatMap((one) => {
      const reason = judged.falseAlarm(one)
      return reason ? [{ ...one, reason }] : []
    }),
    unjudged: all.filter((one) => judged.falseAlarm(one) === null),
  }))
  const open = [
    ...others.flatMap(({ tool, missed }) => missed.map((one) => `missed: ${tool} ${one.rule} ${one.file}:${one.line} ${one.message}`)),
    ...own.flatMap(({ unjudged }) => unjudged.map((one) => `not judged: ${one.rule} ${one.file}:${one.line} ${one.message}`)),
    ...own.flatMap(({ falseAlarms }) => falseAlarms.map((one) => `false alarm: ${one.rule} ${one.file}:${one.line} ${one.reason}`)),
  ]
  return { files, ran: [mine, ...ran], others, own, figures: figuresOf(others, own), open }
}

function grouped<One extends Finding>(findings: readonly One[]): [string, One[]][] {
  const rules = new Map<string, One[]>()
  for (const one of findings) rules.set(one.rule, [...(rules.get(one.rule) ?? []), one])
  return [...rules].sort(([a], [b]) => (a < b ? -1 : 1))
}

function figuresOf(others: readonly OtherRow[], own: readonly OurRow[]): Figures {
  const tools: Figures['tools'] = {}
  for (const { tool, shared, missed } of others) {
    const one = (tools[tool] ??= { real: 0, shared: 0 })
    one.real += shared + missed.length
    one.shared += shared
  }
  const sum = (count: (row: OurRow) => number): number => own.reduce((total, row) => total + count(row), 0)
  return {
    tools,
    ours: {
      found: sum((row) => row.found),
      alone: sum((row) => row.alone),
      falseAlarms: sum((row) => row.falseAlarms.length),
      unjudged: sum((row) => row.unjudged.length),
    },
  }
}
