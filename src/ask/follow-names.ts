import type { Facts, UnitFacts } from '../detect/facts.ts'
import type { Given } from './answers.ts'

/**
 * A unit that the answers call otherwise than detection does keeps the person's name: it is the one that starts the same and that
 * the answers do not name. Left alone where that is not one.
 */
export function followNames(facts: Facts, given: Given): Facts {
  const known = new Set(facts.units.map((unit) => unit.name))
  const names = new Map<string, string>()
  for (const [name, said] of Object.entries(given.units)) {
    if (known.has(name) || said.entrypoint === undefined) continue
    const same = (unit: UnitFacts): boolean => unit.entrypoint === said.entrypoint && unit.stack === (said.stack ?? unit.stack)
    const fits = facts.units.filter((unit) => !(unit.name in given.units) && !names.has(unit.name) && same(unit))
    if (fits.length === 1) names.set(fits[0]!.name, name)
  }
  if (names.size === 0) return facts
  const called = (name: string): string => names.get(name) ?? name
  return {
    ...facts,
    units: facts.units.map((unit) => ({ ...unit, name: called(unit.name) })),
    services: facts.services.map((service) => ({ ...service, usedBy: service.usedBy.map(called) })),
  }
}
