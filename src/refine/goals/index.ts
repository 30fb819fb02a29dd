import { goalNames, type Goal, type GoalName } from '../contract.ts'
import { ci } from './ci.ts'
import { faster } from './faster.ts'
import { production } from './production.ts'
import { security } from './security.ts'
import { smaller } from './smaller.ts'

const goals: Readonly<Record<GoalName, Goal>> = { smaller, faster, security, ci, production }

export function goalOf(name: GoalName): Goal {
  return goals[name]
}

/** Ids of all rules that a goal takes up: what a person can accept. */
export function takenRules(): readonly string[] {
  return [...new Set(goalNames.flatMap((name) => goals[name].takes.map((take) => take.rule)))].sort()
}
