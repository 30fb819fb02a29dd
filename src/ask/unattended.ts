import type { ConflictChange } from '../apply/changes.ts'
import { formatPlace, UserError } from '../errors.ts'
import { flow } from '../report/columns.ts'
import { decide, type Missing } from './decide.ts'
import type { Asker } from './index.ts'

/** Asks nobody: what was detected and given is taken, and whatever is missing ends the run at once, all of it named. */
export function unattendedAsker(): Asker {
  return {
    // eslint-disable-next-line @typescript-eslint/require-await -- the terminal's twin has to wait
    async units(_, given) {
      return given
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- the terminal's twin has to wait
    async dependencies(facts, given) {
      const { missing } = decide(facts, given)
      // All that is missing is told at once, not one thing a run.
      if (missing.some((one) => one.key === 'dependencies')) throw nobodyToAsk(missing)
      return given
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- the terminal's twin has to wait
    async ask(facts, given) {
      const { answers, missing } = decide(facts, given)
      if (missing.length > 0) throw nobodyToAsk(missing)
      return answers
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- the terminal's twin has to wait
    async settle(conflicts) {
      throw refusal(conflicts)
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- the terminal's twin has to wait
    async again() {
      return { do: 'update' }
    },
  }
}

function refusal(conflicts: readonly ConflictChange[]): UserError {
  const places = conflicts.flatMap(({ path, conflicts: all, before }) =>
    all.map((one) => formatPlace({ file: path, line: Math.min(one.from + 1, before.split('\n').length) })),
  )
  return new UserError(`${places.join(', ')}: changed by you and by this version. Nothing was written.`, {
    todo: ['try: --on-conflict keep, theirs or markers'],
  })
}

function nobodyToAsk(missing: readonly Missing[]): UserError {
  const [first] = missing
  const what = missing.length === 1 ? `${first!.unit}: ${first!.why}, and nobody to ask` : `${missing.length} answers are missing, and nobody to ask`
  return new UserError(`${what}. Nothing was written.`, { exitCode: 2, todo: missing.flatMap((one) => lines(one, missing.length > 1)) })
}

function lines(missing: Missing, named: boolean): string[] {
  const { unit, why, flag, choices } = missing
  if (missing.key === 'dependencies') return [...(named ? [`${unit}: ${why}`] : []), ...imported(missing)]
  const width = Math.max(0, ...choices.map((choice) => choice.value.length))
  return [
    ...(named ? [`${unit}: ${why}`] : []),
    ...choices.map((choice) => `  ${choice.value.padEnd(width)}  ${formatPlace(choice)}`),
    `try: ${choices[0] ? flag.replace(/<[^>]*>/, choices[0].value) : flag}`,
  ]
}

/** What a unit imports, and the ways to say what it needs. */
function imported({ flag, choices }: Missing): string[] {
  const places = choices.map((choice, index) => `${choice.value} (${formatPlace(choice)})${index < choices.length - 1 ? ',' : ''}`)
  return [...flow('it imports: ', places, 12, ' '), `try: ${flag}   or a file, or names: ${flag.replace(/imports$/, 'requirements.in')}`]
}
