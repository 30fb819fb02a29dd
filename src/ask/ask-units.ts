import type { Facts, UnitFacts } from '../detect/facts.ts'
import { formatPlace } from '../errors.ts'
import { flagFor } from '../flags.ts'
import { stackOf, stacks } from '../stacks/index.ts'
import type { Given } from './answers.ts'
import { askTyped, withAnswer } from './change-answer.ts'
import { refuseUnitName } from './checks.ts'
import { chosenUnits } from './chosen-units.ts'
import { decide } from './decide.ts'
import { nothingGiven } from './given.ts'
import type { Choice, Prompts } from './prompts.ts'

const change = '\0change'

/** Whether nobody has said yet which of several units are wanted. */
export function isOpen(facts: Facts, given: Given): boolean {
  return facts.layout === 'monorepo' && facts.units.length > 1 && Object.keys(given.units).length === 0 && !given.withoutUnits && !given.names
}

/** Shows what was found, each with where, and lets the person leave some out, call them otherwise and give them other ports. */
export async function askUnits(detected: Facts, given: Given, prompts: Prompts): Promise<Given> {
  let said = given
  for (;;) {
    const { facts } = allUnits(detected, said)
    const wanted = chosenUnits(detected, said).facts.units.map((one) => one.name)
    const chosen = await prompts.some({
      flag: 'set',
      text: 'Which of them?',
      choices: [...unitChoices(facts, said, wanted), { value: change, name: 'Change a name or a port …', short: 'a name or a port' }],
    })
    const left = facts.units.filter((one) => !chosen.includes(one.name))
    said = { ...said, withoutUnits: left.map((one) => one.seenAs ?? one.name) }
    if (chosen.includes(change)) said = await askDetails(detected, said, prompts)
    else if (left.length < facts.units.length) return said
    else prompts.say('  One of them at least: else there is nothing to set up.\n')
  }
}

/** All of them under the names that they have by now. */
function allUnits(detected: Facts, said: Given): { facts: Facts; given: Given } {
  return chosenUnits(detected, { ...said, withoutUnits: [] })
}

function unitChoices(facts: Facts, said: Given, wanted: readonly string[]): Choice[] {
  const rows = facts.units.map((unit) => ({ unit, cells: [unit.name, titleOf(unit), unit.dir, portText(facts, said, unit), seenIn(unit)] }))
  const widths = [0, 1, 2, 3].map((at) => Math.max(...rows.map(({ cells }) => cells[at]!.length)))
  return rows.map(({ unit, cells }) => ({
    value: unit.name,
    short: unit.name,
    name: cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .slice(0, 75)
      .trimEnd(),
    checked: wanted.includes(unit.name),
  }))
}

function titleOf({ stack, framework, role }: UnitFacts): string {
  const known = stacks.find((one) => one.id === stack)
  return known ? `${stackOf(stack, framework).title}${role === known.role ? '' : ` ${role}`}` : stack
}

function portText(facts: Facts, said: Given, unit: UnitFacts): string {
  const { given } = allUnits(facts, said)
  const port = given.units[unit.name]?.port ?? unit.port
  return port === null ? '' : `port ${port}`
}

/** What speaks for it, in its own folder. */
function seenIn({ evidence, dir }: UnitFacts): string {
  const sign = evidence.find((one) => one.key === 'entrypoint') ?? evidence.find((one) => one.key === 'stack')
  if (!sign) return ''
  const place = formatPlace(sign)
  return place.startsWith(`${dir}/`) ? place.slice(dir.length + 1) : place
}

/** Names and ports of those that are wanted, one after the other until there are no more. */
async function askDetails(detected: Facts, given: Given, prompts: Prompts): Promise<Given> {
  let said = given
  for (;;) {
    const { facts, given: now } = chosenUnits(detected, said)
    const rows = facts.units.flatMap((unit) => [
      { unit, key: 'name' as const, current: unit.name },
      ...(unit.port === null ? [] : [{ unit, key: 'port' as const, current: now.units[unit.name]?.port ?? String(unit.port) }]),
    ])
    const width = Math.max(...rows.map(({ unit, key }) => unit.name.length + key.length)) + 9
    const choices = rows.map(({ unit, key, current }, index) => ({ value: String(index), name: `${`--set ${unit.name}.${key}`.padEnd(width)}${current}` }))
    const picked = await prompts.one({ flag: 'set', text: 'Which name or port?', choices: [...choices, { value: 'done', name: 'Done' }] })
    if (picked === 'done') return said
    const { unit, key, current } = rows[Number(picked)]!
    if (key === 'name') said = { ...said, names: { ...said.names, [unit.seenAs ?? unit.name]: await askName(unit, facts, prompts) } }
    else
      said = {
        ...withAnswer(now, unit, 'port', await askTyped(flagFor('port'), `${unit.name}: ${flagFor('port').question!.text}?`, current, prompts)),
        withoutUnits: said.withoutUnits ?? [],
      }
  }
}

function askName(unit: UnitFacts, facts: Facts, prompts: Prompts): Promise<string> {
  const taken = [...facts.units.filter((one) => one !== unit).map((one) => one.name), ...decide(facts, nothingGiven()).answers.services.map((one) => one.kind)]
  const refuse = (value: string): Promise<string | undefined> =>
    Promise.resolve(refuseUnitName(value) ?? (taken.includes(value) ? `there is a ${value} already` : undefined))
  return prompts.text({ flag: 'set', text: `What is ${unit.name} in ${unit.dir === '.' ? 'the root' : unit.dir} called?`, initial: unit.name, refuse })
}
