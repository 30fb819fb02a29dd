import { posix } from 'node:path'
import type { UnitFacts } from '../detect/facts.ts'
import { isWithin } from '../detect/python-workspace/paths.ts'
import type { Bundled, Surroundings } from '../detect/python-workspace/facts.ts'
import type { CopyPlan } from './build-plan.ts'

/** A unit that takes part of its image from the repository around its folder. */
export interface Placed {
  facts: UnitFacts
  surroundings: Surroundings
  /** The unit's folder, relative to the context. */
  own: string
}

/** Copies of the unit's paths as seen from the context: what is bundled comes from where it lies, to where the unit has it. */
export function flat({ from, to }: CopyPlan, { surroundings, own }: Placed): CopyPlan[] {
  const { bundled, mixed } = surroundings
  const among = (path: string) => bundled.filter((one) => isWithin(one.to, path) || isWithin(path, one.to))
  const plain = from.filter((path) => among(path).length === 0 || mixed.includes(path))
  const others = from.flatMap((path) => among(path).map((one) => bundledCopy(one, path, to)))
  return [...(plain.length > 0 ? [{ from: plain.map((path) => posix.join(own, path)), to }] : []), ...others]
}

function bundledCopy(one: Bundled, path: string, to: string): CopyPlan {
  if (isWithin(one.to, path)) return { from: [one.from], to: /\.[a-z]+$/.test(one.to) ? `./${posix.dirname(one.to)}/` : `./${one.to}` }
  return { from: [`${one.from}${path.slice(one.to.length)}`], to }
}
