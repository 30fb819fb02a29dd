import type { Base } from '../ask/answers.ts'
import type { UnitFacts } from '../detect/facts.ts'
import { withoutMuslWheel } from '../detect/system-packages/index.ts'
import { UserError } from '../errors.ts'
import type { UnitInput } from './images.ts'

/** @throws UserError for Alpine where a dependency has no wheel for musl: it would be compiled, or not build at all. */
export function refuseBase({ facts, answers }: UnitInput): void {
  const why = whyNot(answers.base, facts)
  if (why !== null) throw new UserError(`--base ${answers.base}: ${why} and would have to be compiled`, { todo: ['--base slim'], exitCode: 2 })
}

/** What speaks against a base, naming the packages; null: nothing that is known. */
export function whyNot(base: Base, facts: UnitFacts): string | null {
  const missing = base === 'alpine' ? withoutMuslWheel(installedNames(facts)) : []
  if (missing.length === 0) return null
  return `${missing.join(', ')} ${missing.length === 1 ? 'has' : 'have'} no wheel for Alpine's C library`
}

/** Everything that the image may install, as far as it is known. */
export function installedNames({ python }: UnitFacts): Set<string> {
  const direct = (python?.dependencies ?? []).filter((one) => one.group === 'main').map((one) => one.name)
  return new Set([...direct, ...(python?.locked ?? [])])
}
