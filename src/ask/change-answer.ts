import { checkValue } from '../command-line/parse.ts'
import type { Facts, UnitFacts } from '../detect/facts.ts'
import { formatPlace, UserError } from '../errors.ts'
import { paragraph } from '../report/columns.ts'
import { flagFor, flagOf, flags, type Flag } from '../flags.ts'
import { outputs, targets, unitKeys, type Answers, type Given, type Output, type Target, type UnitKey } from './answers.ts'
import { answerOf, decide, givenFor, refusedEntrypoint, type Missing } from './decide.ts'
import { askServices } from './ask-services.ts'
import { mergeGiven, nothingGiven } from './given.ts'
import type { Choice, Prompts } from './prompts.ts'

/** Asks for what nothing says, one question each, until nothing is missing. */
export async function askMissing(facts: Facts, given: Given, prompts: Prompts): Promise<Given> {
  let said = given
  for (let { missing } = decide(facts, said); missing[0]; { missing } = decide(facts, said)) {
    said = await askOne(facts, said, missing[0], prompts)
  }
  return said
}

/** Asks for what no project can say, where there is something to choose and nobody chose. */
export async function askUnseen(facts: Facts, given: Given, prompts: Prompts): Promise<Given> {
  let said = given
  const several = facts.units.length > 1
  for (const unit of facts.units) {
    for (const { key, why } of unit.unknown.filter((one) => !one.required && unitKeys.includes(one.key as UnitKey))) {
      const flag = flagFor(key as UnitKey)
      if (!flag.question?.unseen || givenFor(unit, facts, said)[key as UnitKey] !== undefined) continue
      prompts.say([...paragraph(`${several ? `${unit.name}: ` : ''}${why}`, 2), ''].join('\n'))
      said = withAnswer(said, unit, key as UnitKey, await askValue(flag, unit, several, [], undefined, prompts))
    }
  }
  return said
}

async function askOne(facts: Facts, said: Given, missing: Missing, prompts: Prompts): Promise<Given> {
  const several = facts.units.length > 1
  prompts.say([...paragraph(`${several ? `${missing.unit}: ` : ''}${missing.why}`, 2), ''].join('\n'))
  const unit = facts.units.find((one) => one.name === missing.unit)!
  return withAnswer(
    said,
    unit,
    missing.key,
    await askValue(
      flagFor(missing.key),
      unit,
      several,
      missing.choices.map((one) => ({ value: one.value, name: `${one.value}  ${formatPlace(one)}` })),
      undefined,
      prompts,
    ),
  )
}

/** Shows all answers with their flags, and asks again for the one that is chosen. @returns units: which of them, and their names, is asked again. */
export async function changeAnswer(facts: Facts, said: Given, prompts: Prompts): Promise<Given | 'units'> {
  const { answers } = decide(facts, said)
  const changes = changesFor(facts, answers)
  const widest = Math.max(...changes.map((change) => change.flag.length)) + 4
  const choices = changes.map((change, index) => ({ value: String(index), name: `${`--${change.flag}`.padEnd(widest)}${change.current}` }))
  const chosen = await prompts.one({
    flag: 'yes',
    text: 'Which answer?',
    choices: [...unitsChoice(facts, answers, widest), ...choices, { value: 'back', name: 'Back' }],
  })
  if (chosen === 'units') return chosen
  return chosen === 'back' ? said : changes[Number(chosen)]!.ask(said, prompts)
}

/** Where there are several, or were. */
function unitsChoice(facts: Facts, answers: Answers, width: number): Choice[] {
  if (facts.units.length < 2 && answers.withoutUnits.length === 0) return []
  const names = facts.units.map((unit) => (unit.seenAs === undefined ? unit.name : `${unit.name} (${unit.seenAs})`)).join(', ')
  const left = answers.withoutUnits.length === 0 ? '' : `; without ${answers.withoutUnits.join(', ')}`
  return [{ value: 'units', name: `${'--set <unit>.skip, .name'.padEnd(width)}${width < 26 ? '  ' : ''}${names}${left}` }]
}

interface Change {
  /** As it is typed. */
  flag: string
  current: string
  ask(said: Given, prompts: Prompts): Promise<Given>
}

function changesFor(facts: Facts, answers: Answers): Change[] {
  return [
    ...facts.units.flatMap((unit) => unitChanges(unit, answers, facts.units.length > 1)),
    {
      flag: 'with',
      current: answers.services.map((service) => `${service.kind}${service.managed ? ' (elsewhere)' : ''}`).join(', ') || 'none',
      ask: (said, prompts) => askServices(facts, said, prompts),
    },
    {
      flag: 'target',
      current: answers.targets.join(', '),
      ask: async (said, prompts) => ({
        ...said,
        targets: (await askSome('target', targets, answers.targets, prompts, { runtime: 'always there' })) as Target[],
      }),
    },
    {
      flag: 'files',
      current: answers.files.length === outputs.length ? 'all' : answers.files.join(', '),
      ask: async (said, prompts) => ({ ...said, withoutFiles: [], files: (await askSome('files', outputs, answers.files, prompts)) as Output[] }),
    },
    {
      flag: 'image-prefix',
      current: answers.imagePrefix,
      ask: async (said, prompts) => ({ ...said, imagePrefix: await askText(flagOf('image-prefix'), '', answers.imagePrefix, prompts) }),
    },
  ]
}

function unitChanges(unit: UnitFacts, answers: Answers, several: boolean): Change[] {
  const current = answers.units.find((one) => one.name === unit.name)!
  const other: UnitKey = unit.language === 'python' ? 'node' : 'python'
  return unitKeys
    .filter((key) => key !== other && flagFor(key).question && flagFor(key).question?.when?.(unit) !== false)
    .map((key) => ({
      flag: several ? `set ${unit.name}.${key}` : key,
      current: answerOf(current, key),
      ask: async (said, prompts) => {
        const seen = [...new Set(unit.unknown.find((one) => one.key === key)?.choices?.map((one) => one.value))]
        return withAnswer(
          said,
          unit,
          key,
          await askValue(
            flagFor(key),
            unit,
            several,
            seen.map((value) => ({ value, name: value })),
            answerOf(current, key),
            prompts,
          ),
        )
      },
    }))
}

export function withAnswer(said: Given, unit: UnitFacts, key: UnitKey, value: string): Given {
  return mergeGiven(said, { ...nothingGiven(), units: { [unit.name]: { [key]: value } } })
}

/** @param seen what was found for it, best first; whatever else is typed. */
async function askValue(
  flag: Flag,
  unit: UnitFacts,
  several: boolean,
  seen: readonly Choice[],
  current: string | undefined,
  prompts: Prompts,
): Promise<string> {
  const question = flag.question!
  const whose = several ? `${unit.name}: ` : ''
  const allowed = question.kind === 'one' ? await flag.oneOf!() : undefined
  if (allowed && seen.length === 0) {
    const choices = await Promise.all(
      allowed.map(async (value): Promise<Choice> => {
        const about = (await question.against?.(value, unit)) ?? question.consequences?.[value]
        return { value, name: value, ...(about ? { about } : {}) }
      }),
    )
    return prompts.one({ flag: flag.name, text: `${whose}${question.text}?`, choices, ...(current ? { initial: current } : {}) })
  }
  if (seen.length === 0) return askText(flag, whose, current, prompts, flag.sets === 'entrypoint' ? unit.stack : null)
  const other = '\0other'
  const chosen = await prompts.one({ flag: flag.name, text: `${whose}${question.text}?`, choices: [...seen, { value: other, name: 'Something else …' }] })
  return chosen === other ? askValue(flag, unit, several, [], current, prompts) : chosen
}

/** @param starts the stack that has to start what is typed; null: it is about something else. */
function askText(flag: Flag, whose: string, initial: string | undefined, prompts: Prompts, starts: string | null = null): Promise<string> {
  return askTyped(flag, `${whose}${flag.question!.text}?`, initial, prompts, starts)
}

/** Asks for a value as the flag takes it, in whose words another one is refused. @param starts as above. */
export function askTyped(flag: Flag, text: string, initial: string | undefined, prompts: Prompts, starts: string | null = null): Promise<string> {
  const refuse = async (value: string) => (await refused(flag, value)) ?? (starts === null ? undefined : refusedEntrypoint(value, starts))
  return prompts.text({ flag: flag.name, text, ...(initial ? { initial } : {}), refuse })
}

/** The words that the flag itself would be refused with. */
async function refused(flag: Flag, value: string): Promise<string | undefined> {
  if (value === '') return `like the flag: --${flag.name} <${flag.placeholder}>`
  try {
    await checkValue(flag, value)
    return undefined
  } catch (error) {
    // The flag is the question here; its name in front would only make the line too long.
    if (error instanceof UserError) return error.message.replace(`--${flag.name}: `, '')
    throw error
  }
}

function askSome(
  name: string,
  all: readonly string[],
  chosen: readonly string[],
  prompts: Prompts,
  fixed: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const flag = flags.find((one) => one.name === name)!
  const choices = all.map((value) => ({ value, name: value, checked: chosen.includes(value), ...(fixed[value] ? { fixed: fixed[value] } : {}) }))
  return prompts.some({ flag: name, text: `${flag.question!.text}?`, choices })
}
