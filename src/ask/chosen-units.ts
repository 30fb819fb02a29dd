import type { Facts, UnitFacts } from '../detect/facts.ts'
import { UserError } from '../errors.ts'
import type { Given } from './answers.ts'
import { followNames } from './follow-names.ts'

/**
 * The facts of the units that a person wants, called as they call them; what was given follows the names. The same facts and answers come
 * out however often it is asked.
 * @throws UserError (exit 2) where a unit that is not there is called otherwise, or two would be called the same.
 */
export function chosenUnits(detected: Facts, given: Given): { facts: Facts; given: Given } {
  const all = followNames(detected, given)
  const names = newNames(all, given)
  const called = (name: string): string => names.get(name) ?? name
  const gone = new Set(given.withoutUnits?.flatMap((name) => unitCalled(name, all.units, called) ?? []))
  const units = all.units.filter((unit) => !gone.has(unit)).map((unit) => renamed(unit, called(unit.name)))
  refuseTwins(units, all.units)
  const here = new Set(units.map((unit) => unit.name))
  const services = all.services.map((service) => ({ ...service, usedBy: service.usedBy.map(called).filter((name) => here.has(name)) }))
  return {
    // What only those used that are left out is not used here.
    facts: { ...all, units, services: services.filter((one, index) => one.usedBy.length > 0 || all.services[index]?.usedBy.length === 0) },
    given: {
      ...given,
      units: byNewNames(given.units, called, new Set([...gone].flatMap((unit) => [unit.name, called(unit.name)]))),
      ...(given.names ? { names: Object.fromEntries(units.flatMap(({ name, seenAs }) => (seenAs === undefined ? [] : [[seenAs, name]]))) } : {}),
      // By the names that detection gives them, under which they are found again.
      ...(given.withoutUnits
        ? {
            withoutUnits: given.withoutUnits.map((name) => {
              const unit = unitCalled(name, all.units, called)
              return unit ? detectedName(unit) : name
            }),
          }
        : {}),
    },
  }
}

/** From the name that a unit has to the one that it gets: as it was detected, or as an earlier run called it. */
function newNames(facts: Facts, { names = {} }: Given): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [name, wanted] of Object.entries(names)) {
    const before = [...found].find(([, now]) => now === name)?.[0]
    const unit = facts.units.find((one) => one.name === (before ?? name) || one.seenAs === name)
    if (!unit) {
      const known = facts.units.map((one) => one.name).join(', ')
      throw new UserError(`--set ${name}.name=${wanted}: nothing here is called ${name}`, { exitCode: 2, todo: [`units: ${known || 'none'}`] })
    }
    found.set(unit.name, wanted)
  }
  return found
}

function renamed(unit: UnitFacts, name: string): UnitFacts {
  const seenAs = unit.seenAs ?? unit.name
  if (name === unit.name) return unit
  const unknown = unit.unknown.map((one) => ({ ...one, flag: one.flag.replace(`--set ${unit.name}.`, `--set ${name}.`) }))
  const { seenAs: _, ...others } = unit
  return { ...others, name, unknown, ...(name === seenAs ? {} : { seenAs }) }
}

function byNewNames(units: Given['units'], called: (name: string) => string, gone: ReadonlySet<string>): Given['units'] {
  const found: Given['units'] = {}
  for (const [name, said] of Object.entries(units)) if (!gone.has(name)) found[called(name)] = { ...found[called(name)], ...said }
  return found
}

/** A name means the unit that is detected by it before one that is called so. */
function unitCalled(name: string, units: readonly UnitFacts[], called: (name: string) => string): UnitFacts | undefined {
  return units.find((one) => detectedName(one) === name) ?? units.find((one) => one.name === name || called(one.name) === name)
}

function detectedName({ name, seenAs }: UnitFacts): string {
  return seenAs ?? name
}

/**
 * Names that compose, the variables of ports, and whoever types one could not tell apart.
 * @param others those that are left out too, as they were before.
 * @throws UserError (exit 2) for a name that another unit has, or is detected by.
 */
function refuseTwins(units: readonly UnitFacts[], others: readonly UnitFacts[]): void {
  for (const unit of units) {
    if (unit.seenAs === undefined) continue
    const { name, seenAs } = unit
    const twin =
      units.find((one) => one !== unit && variable(one.name) === variable(name)) ?? others.find((one) => (one.seenAs ?? one.name) === name && name !== seenAs)
    if (!twin) continue
    throw new UserError(`--set ${seenAs}.name=${name}: ${twin.dir === '.' ? 'another unit' : `the one in ${twin.dir}`} is called ${twin.seenAs ?? twin.name}`, {
      exitCode: 2,
      todo: ['each unit has a name of its own'],
    })
  }
}

function variable(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')
}
