import { serviceFor } from '../services/index.ts'
import type { UnitInput } from './images.ts'

/** Kinds that a framework keeps its state in, or hands its tasks out through. */
const ofFrameworks = /^(postgres|pgvector|redis|valkey|rabbitmq)$/

/**
 * Whether a framework alone talks to a service: its own database, its own broker. The code is told nothing of it, nor are its tests.
 * @param units whose frameworks may need it. @param code units whose code may talk to it all the same.
 */
export function isFrameworksOwn(kind: string, units: readonly UnitInput[], code: readonly UnitInput[]): boolean {
  const same = (one: string) => one === kind || (serviceFor(kind) !== undefined && serviceFor(one)?.protocol === serviceFor(kind)?.protocol)
  // An executor that a person chose brings a broker that no file speaks of.
  const chosen = ({ facts, answers }: UnitInput) => answers.executor !== undefined && !facts.uses.includes(kind) && ofFrameworks.test(kind)
  const needed = units.some((one) => one.facts.needs?.some(same) || chosen(one))
  return needed && code.every(({ facts }) => !facts.uses.some(same) || facts.needs?.some(same))
}
