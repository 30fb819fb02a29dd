import type { Plan } from '../plan/plan.ts'
import type { SecretForm, VariablePlan } from '../plan/variable-plan.ts'
import { envValue } from './escape/env.ts'

export interface Fresh {
  /** Who owns files that development containers write. */
  uid: number
  /** A random text of letters and digits, at least 160 bits; the same each time for the same name. Mixed: with a capital and a sign. */
  random(name: string, mixed?: boolean, form?: SecretForm): string
  /** A `.env` of the person's is kept that does not hold it: `make env` adds it there, and only then is there one to agree with. */
  lacks?(name: string): boolean
}

/** What `.env.example` is made from: every variable, secrets empty. */
export function envExampleView(plan: Plan, without: ReadonlySet<string> = new Set()): Record<string, unknown> {
  return {
    title: 'Every variable of the compose files. `make env` makes .env from this, with fresh secrets.',
    groups: groups({ variables: plan.variables.filter((one) => !without.has(one.name)) }, (one) => one.example),
  }
}

/** What a new `.env` is made from. */
export function envView(plan: Plan, fresh: Fresh): Record<string, unknown> {
  return { title: 'Yours: not in git, not in any image. Explained in .env.example too.', groups: groups(plan, (one) => freshValue(one, fresh)) }
}

/** The value that a variable has in a new `.env`. */
export function freshValue(variable: VariablePlan, fresh: Fresh): string {
  if (variable.fresh === 'random') return fresh.random(variable.name, variable.mixed, variable.form)
  return variable.fresh === 'uid' ? String(fresh.uid) : (variable.placeholder ?? variable.example)
}

function groups(plan: Pick<Plan, 'variables'>, value: (variable: VariablePlan) => string) {
  const names = [...new Set(plan.variables.map((one) => one.group))]
  return names.map((name) => ({
    name,
    variables: plan.variables
      .filter((one) => one.group === name)
      .map((one) => ({ name: one.name, comment: oneLine(one.comment), optional: one.optional, value: envValue(value(one)) })),
  }))
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}
