import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { choiceKeys, outputs, unitKeys, type Given, type Output, type Target, type UnitKey } from '../ask/answers.ts'
import { refuseUnitName } from '../ask/checks.ts'
import { kindOf, mergeGiven, nothingGiven } from '../ask/given.ts'
import { UserError } from '../errors.ts'
import { flagFor } from '../flags.ts'
import { nearest } from './nearest.ts'
import { checkValue, type CommandLine } from './parse.ts'

/**
 * What the command line says about the project: the flags, above the file that `--answers` names.
 *
 * @throws UserError (exit 2) for a pair or a combination that says nothing, and for an answers file that cannot be read.
 */
export async function givenOf({ values }: CommandLine, cwd: string): Promise<Given> {
  const list = (name: string) => [...((values.get(name) ?? []) as readonly string[])]
  const text = (name: string) => values.get(name) as string | undefined
  const given: Given = nothingGiven()
  for (const key of unitKeys) if (text(key) !== undefined) given.unit[key] = text(key)!
  for (const pair of list('set')) await setPair(given, pair)
  given.with = await kinds(list('with'))
  given.without = await kinds(list('without'))
  given.managed = await kinds(list('managed'))
  refuseBoth(given)
  if (values.has('target')) given.targets = [...new Set(list('target'))] as Target[]
  if (values.has('files')) given.files = [...new Set(list('files'))] as Output[]
  const left = outputs.filter((output) => values.get(`no-${output}`) === true)
  if (left.length > 0) given.withoutFiles = left
  if (text('branch')) given.branch = text('branch')!
  if (text('image-prefix')) given.imagePrefix = text('image-prefix')!
  if (text('base-registry')) given.baseRegistry = text('base-registry')!
  if (values.has('requirements')) given.requirements = values.get('requirements') === true
  const file = text('answers')
  return file === undefined ? given : mergeGiven(await answersIn(file, cwd), given)
}

async function setPair(given: Given, pair: string): Promise<void> {
  const [, unit, key = '', value] = /^([^.=]+)\.([^=]+)=(.+)$/s.exec(pair) ?? []
  if (unit === undefined || value === undefined) {
    throw new UserError(`--set ${pair}: not of the form <unit>.<key>=<value>`, {
      exitCode: 2,
      todo: ['like: --set api.port=9000', `keys: ${setKeys.join(', ')}`],
    })
  }
  if (key === 'name' || key === 'skip') return setChoice(given, unit, key, value)
  if (!(unitKeys as readonly string[]).includes(key)) {
    const meant = nearest(key, setKeys)
    throw new UserError(`--set ${pair}: there is no key ${key}${meant ? `; did you mean ${meant}?` : ''}`, {
      exitCode: 2,
      todo: [`keys: ${setKeys.join(', ')}`],
    })
  }
  await checkValue(flagFor(key as UnitKey), value, `--set ${unit}.${key}`)
  given.units[unit] = { ...given.units[unit], [key]: value }
}

const setKeys = [...unitKeys, ...choiceKeys]

/** Whether there is such a unit is known once the project was looked at. @throws UserError (exit 2) for a value that cannot be. */
function setChoice(given: Given, unit: string, key: (typeof choiceKeys)[number], value: string): void {
  const why = key === 'name' ? refuseUnitName(value) : ['yes', 'no'].includes(value) ? undefined : `${value} is neither yes nor no`
  if (why !== undefined)
    throw new UserError(`--set ${unit}.${key}: ${why}`, { exitCode: 2, todo: [`like: --set ${unit}.${key}=${key === 'name' ? 'jobs' : 'yes'}`] })
  given.units[unit] = { ...given.units[unit] }
  if (key === 'name') given.names = { ...given.names, [unit]: value }
  else if (value === 'yes') given.withoutUnits = [...(given.withoutUnits ?? []), unit]
  else given.withUnits = [...(given.withUnits ?? []), unit]
}

/** Aliases as the ids they stand for; a version stays. */
async function kinds(names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return []
  const { bundles, services } = await import('../services/index.ts')
  return names.flatMap((name) => {
    const bundle = bundles.get(name)
    if (bundle) return bundle
    const kind = kindOf(name)
    const id = services.find((service) => service.id === kind || service.aliases.includes(kind))!.id
    const version = name.slice(kind.length + 1)
    if (version !== '' && !/^[A-Za-z0-9_][\w.-]*$/.test(version))
      throw new UserError(`${name}: ${version} is no version of an image`, { exitCode: 2, todo: [`like: ${id}:8`] })
    return version === '' ? id : `${id}:${version}`
  })
}

function refuseBoth(given: Given): void {
  const both = [...given.with, ...given.managed].map(kindOf).find((kind) => given.without.some((one) => kindOf(one) === kind))
  if (both) throw new UserError(`${both} is both wanted and left out (--without)`, { exitCode: 2, todo: ['take one of the two away'] })
}

async function answersIn(file: string, cwd: string): Promise<Given> {
  let text: string
  try {
    text = readFileSync(resolve(cwd, file), 'utf8')
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new UserError(missing ? `--answers: there is no file ${file}` : `--answers: ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`, {
      exitCode: 2,
    })
  }
  const { readAnswersFile } = await import('../state/answers-file.ts')
  return readAnswersFile(text, file)
}
