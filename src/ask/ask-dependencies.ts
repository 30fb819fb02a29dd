import type { Facts, UnitFacts } from '../detect/facts.ts'
import type { ImportFact } from '../detect/python-facts.ts'
import { wantedIn } from '../dependencies/wanted.ts'
import { formatPlace } from '../errors.ts'
import { flagFor, flagOf } from '../flags.ts'
import { flow } from '../report/columns.ts'
import type { Given } from './answers.ts'
import { askTyped, withAnswer } from './change-answer.ts'
import { decide } from './decide.ts'
import type { Choice, Prompts } from './prompts.ts'

const other = '\0other'

/** Asks for the packages of each folder in which nothing names them, the imports of its code first. */
export async function askDependencies(facts: Facts, given: Given, prompts: Prompts): Promise<Given> {
  let said = given
  for (const missing of decide(facts, given).missing.filter((one) => one.key === 'dependencies')) {
    const unit = facts.units.find((one) => one.name === missing.unit)!
    prompts.say([...seenImports(unit), ''].join('\n'))
    const value = await askPackages(unit, facts.units.length > 1, prompts)
    said = withAnswer(said, unit, 'dependencies', value)
    if (said.requirements === undefined && !isFile(value)) said = { ...said, requirements: await askForFile(prompts) }
  }
  return said
}

/** Each import with its place, and what is installed for it where that is called otherwise. */
export function seenImports({ name, python }: UnitFacts): string[] {
  const words = (python?.imports ?? []).filter((one) => one.name !== '').map((one) => `${formatPlace(one)} ${called(one)}`)
  return [`  ${name}  nothing says which packages it needs; it imports:`, ...flow('', words, name.length + 4, '   ')]
}

function called({ name, distribution }: ImportFact): string {
  const plain = name.split('.')[0]?.toLowerCase().replaceAll('_', '-')
  return distribution === null || distribution === plain ? name : `${name} → ${distribution}`
}

async function askPackages(unit: UnitFacts, several: boolean, prompts: Prompts): Promise<string> {
  const offered = (unit.python?.imports ?? []).filter((one) => one.distribution !== null)
  const widest = Math.max(0, ...offered.map((one) => one.distribution!.length))
  const choices = offered.map((one): Choice => ({
    value: one.distribution!,
    short: one.distribution!,
    name: `${one.distribution!.padEnd(widest)}  ${reason(one)}`.trimEnd(),
    checked: one.optional === null,
  }))
  const whose = several ? `${unit.name}: ` : ''
  const chosen = await prompts.some({
    flag: 'dependencies',
    text: `${whose}Which packages go into the image?`,
    choices: [...choices, { value: other, name: 'Another file or list …' }],
  })
  const packages = chosen.filter((one) => one !== other)
  if (chosen.includes(other) || packages.length === 0)
    return askTyped(flagFor('dependencies'), `${whose}Which packages, or which file of the project?`, packages.join(','), prompts)
  const needed = offered.filter((one) => one.optional === null).map((one) => one.distribution!)
  return needed.every((one) => packages.includes(one)) ? ['imports', ...packages.filter((one) => !needed.includes(one))].join(',') : packages.join(',')
}

function reason({ name, optional, about, distribution }: ImportFact): string {
  const from = name === '' || called({ name, distribution } as ImportFact) === name ? '' : name
  return [from, optional ?? about ?? ''].filter(Boolean).join('; ')
}

/** No by default: a requirements file is the project's, not docker's. */
async function askForFile(prompts: Prompts): Promise<boolean> {
  const answer = await prompts.one({
    flag: flagOf('requirements').name,
    text: "Write requirements.txt with today's versions?",
    choices: [
      { value: 'no', name: 'No', about: 'the Dockerfile names them; each fresh build takes the newest' },
      { value: 'yes', name: 'Yes', about: 'every build installs the same; the file is yours from then on' },
    ],
  })
  return answer === 'yes'
}

function isFile(value: string): boolean {
  return wantedIn(value).kind === 'file'
}
