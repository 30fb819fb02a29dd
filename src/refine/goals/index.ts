import type { Goal, GoalName } from '../contract.ts'
import { ci } from './ci.ts'
import { faster } from './faster.ts'
import { production } from './production.ts'
import { security } from './security.ts'
import { smaller } from './smaller.ts'

const goals: Readonly<Record<GoalName, Goal>> = { smaller, faster, security, ci, production }

export function goalOf(name: GoalName): Goal {
  return goals[name]
}
