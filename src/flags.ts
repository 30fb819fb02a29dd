import type { UnitKey } from './ask/answers.ts'
import type { Refuse } from './ask/checks.ts'
import type { UnitFacts } from './detect/facts.ts'
import { projectFlags } from './flags/project.ts'
import { runFlags } from './flags/run.ts'
import { refineFlags } from './flags/refine.ts'
import { reviewFlags } from './flags/review.ts'
import { unitFlags } from './flags/unit.ts'

/**
 * The one table of options. The parser, the help, the README's table, the prompts and the command that repeats a run
 * are all made from it, so that none of them can know an option that another lacks.
 *
 * To add one: a row here; and, where it is an answer, its place in `Given`, `decide` and `repeatCommand`.
 */
export interface Flag {
  /** Without dashes. A switch that only turns off is written with its `no-`. */
  name: string
  short?: string
  /** switch: on when given. onOff: `--x` and `--no-x`. text: one value. list: values with commas, may be given again. pairs: `a=b`, may be given again. */
  value: 'switch' | 'onOff' | 'text' | 'list' | 'pairs'
  /** What stands for the value in the help. */
  placeholder?: string
  group: 'answers' | 'review' | 'refine' | 'writing' | 'output'
  help: string
  /** Values that it takes; loaded only when one was given, since registries are longer than the help. */
  oneOf?: () => Promise<readonly string[]>
  /** Other words that are taken, and not worth listing. */
  aliases?: () => Promise<readonly string[]>
  /** Values that could be meant and are not possible, each with the reason and what to paste instead. */
  refused?: Readonly<Record<string, { why: string; instead: string }>>
  refuse?: Refuse
  /** The answer about a unit that it gives. */
  sets?: UnitKey
  /** How a person is asked for it in a terminal; `unit` is empty where the project has only one. */
  question?: Question
}

export interface Question {
  text: string
  /** text: typed. one: chosen. some: any number chosen. */
  kind: 'text' | 'one' | 'some'
  /** Asked where nothing states it, though there is a default: nothing in a project can tell. */
  unseen?: true
  /** Whether it means anything for a unit; left out: always. */
  when?: (unit: UnitFacts) => boolean
  /** What speaks against a choice for this unit, in place of what it brings. */
  against?: (value: string, unit: UnitFacts) => Promise<string | null>
  /** What a choice brings, beside its value. */
  consequences?: Readonly<Record<string, string>>
}

/** In the order of the help. */
export const flags: readonly Flag[] = [...unitFlags, ...projectFlags, ...reviewFlags, ...refineFlags, ...runFlags]

/** @throws Error for a name that the table lacks: a bug of the caller. */
export function flagOf(name: string): Flag {
  const flag = flags.find((one) => one.name === name)
  if (!flag) throw new Error(`no flag ${name}`)
  return flag
}

/** The row that gives an answer about a unit. */
export function flagFor(key: UnitKey): Flag {
  return flagOf(key)
}
