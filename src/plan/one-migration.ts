import type { UnitInput } from './images.ts'

/** Of units that have their migrations from one package, the first whose image has the tool applies them, and the others wait for it. */
export function withOneMigration(units: readonly UnitInput[]): UnitInput[] {
  return units.map((unit) => {
    const { migrations } = unit.facts
    if (migrations?.home === undefined) return unit
    const by = units.find(({ facts }) => facts.migrations?.home === migrations.home && !facts.migrations?.developmentOnly)
    if (!by || by.facts.dir === unit.facts.dir) return unit
    const { developmentOnly: _, ...rest } = migrations
    return { ...unit, facts: { ...unit.facts, migrations: { ...rest, by: by.answers.name } } }
  })
}
