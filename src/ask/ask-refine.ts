import { goalNames, type GoalName, type Step } from '../refine/contract.ts'
import { goalOf } from '../refine/goals/index.ts'
import type { Prompts } from './prompts.ts'

/** What refining leaves to a person. */
export interface RefineAsker {
  goal(): Promise<GoalName>
  /** Ids of the rules whose changes are accepted. */
  accept(open: readonly Step[]): Promise<readonly string[]>
}

export async function askGoal(prompts: Prompts): Promise<GoalName> {
  const choices = goalNames.map((name) => ({ value: name, name: `${name.padEnd(12)}${goalOf(name).title}`, short: name }))
  return (await prompts.one({ flag: 'goal', text: 'What are the files to be better at?', choices })) as GoalName
}

/** One question for all that waits, by rule: nothing is taken unless it is chosen. */
export async function askToAccept(open: readonly Step[], prompts: Prompts): Promise<readonly string[]> {
  const rules = [...new Set(open.map((step) => step.rule))]
  const choices = rules.map((rule) => {
    const steps = open.filter((step) => step.rule === rule)
    const places = steps.map((step) => `${step.file}:${step.line}`).join(', ')
    return { value: rule, name: `${rule}  ${places}\n    ${steps[0]!.found}\n    ${steps[0]!.asks ?? ''}`, short: rule }
  })
  return prompts.some({ flag: 'accept', text: 'These wait for your yes. Which of them too?', choices })
}
