import { bringsInterpreter } from '../package-managers/index.ts'
import type { CommandPlan } from '../stacks/contract.ts'
import { stackOf } from '../stacks/index.ts'
import type { UnitInput } from './images.ts'

/**
 * What a unit runs. What conda and pixi make is theirs: pip would put its own beside it. So development runs what production
 * does where it would need more than the manifest names to start again by itself.
 */
export function commandOf(unit: UnitInput): CommandPlan {
  const command = stackOf(unit.answers.stack, unit.facts.framework).command(unit)
  const own = bringsInterpreter(unit.answers.packageManager)
  return own && (command.developAdds ?? []).length > 0 ? { ...command, develop: command.run, developAdds: [] } : command
}
