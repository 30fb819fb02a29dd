import { formatPlace, UserError } from '../errors.ts'
import { decide, type Missing } from './decide.ts'
import type { Asker } from './index.ts'

/** Asks nobody: what was detected and given is taken, and whatever is missing ends the run at once, all of it named. */
export function unattendedAsker(): Asker {
  return {
    // eslint-disable-next-line @typescript-eslint/require-await -- the terminal's twin has to wait
    async ask(facts, given) {
      const { answers, missing } = decide(facts, given)
      if (missing.length > 0) throw nobodyToAsk(missing)
      return answers
    },
  }
}

function nobodyToAsk(missing: readonly Missing[]): UserError {
  const [first] = missing
  const what = missing.length === 1 ? `${first!.unit}: ${first!.why}, and nobody to ask` : `${missing.length} answers are missing, and nobody to ask`
  return new UserError(`${what}. Nothing was written.`, { exitCode: 2, todo: missing.flatMap((one) => lines(one, missing.length > 1)) })
}

function lines({ unit, why, flag, choices }: Missing, named: boolean): string[] {
  const width = Math.max(0, ...choices.map((choice) => choice.value.length))
  return [
    ...(named ? [`${unit}: ${why}`] : []),
    ...choices.map((choice) => `  ${choice.value.padEnd(width)}  ${formatPlace(choice)}`),
    `try: ${choices[0] ? flag.replace(/<[^>]*>/, choices[0].value) : flag}`,
  ]
}
