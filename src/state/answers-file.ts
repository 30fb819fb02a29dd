import type { Answers, Given, UnitAnswers } from '../ask/answers.ts'
import { broughtAlong } from '../ask/decide-services.ts'
import type { Facts } from '../detect/facts.ts'
import { everyManager } from '../every-manager.ts'
import { yaml, yamlList } from '../render/escape/yaml.ts'
import type { RenderedFile } from '../render/files.ts'
import { serviceFor, serviceOf } from '../services/index.ts'

export const answersPath = '.dockerize/answers.yaml'

/**
 * The answers as a file that people read and change. Its keys are the flags' names.
 * @param facts what was detected; with it, services that were seen and left out are named, so that they stay out.
 */
export function answersFile(answers: Answers, facts?: Facts): RenderedFile {
  // One that speaks the same took its place: that is no leaving out.
  const chosen = new Set(answers.services.map((service) => serviceOf(service.kind).protocol))
  const brought = facts
    ? broughtAlong(
        facts,
        answers.services.map((service) => service.kind),
      )
    : []
  const without = [...(facts?.services ?? []), ...brought.map((kind) => ({ kind }))]
    .flatMap(({ kind }) => serviceFor(kind) ?? [])
    .flatMap((one) => (chosen.has(one.protocol) ? [] : [one.id]))
  const run = answers.services.filter((service) => !service.managed).map(written)
  const managed = answers.services.filter((service) => service.managed).map(written)
  const lines = [
    '# What create-dockerize was told. Change it here and run it again; a flag wins over this file.',
    'schema: 1',
    `project: ${yaml(answers.project)}`,
    'units:',
    ...answers.units.flatMap((unit) => unitLines(unit, answers.units.find((one) => one.dir === unit.dir) === unit, facts)),
    ...listLine('with', run),
    ...listLine('without', without),
    ...listLine('managed', managed),
    ...listLine('without-units', answers.withoutUnits),
    ...listLine('target', answers.targets),
    ...listLine('files', answers.files),
    `image-prefix: ${yaml(answers.imagePrefix)}`,
    ...(answers.files.includes('ci') ? [`branch: ${yaml(answers.branch)}`] : []),
    ...(answers.requirements ? [] : ['requirements: false']),
    ...(answers.baseRegistry === null ? [] : [`base-registry: ${yaml(answers.baseRegistry)}`]),
  ]
  return { path: answersPath, text: `${lines.join('\n')}\n`, mode: 0o644, kind: 'whole' }
}

/** @param first of its folder: what concerns the image that all of the folder share is said with it. */
function unitLines(unit: UnitAnswers, first: boolean, facts: Facts | undefined): string[] {
  const ofTheImage = (entry: [string, string]): [string, string][] => (first ? [entry] : [])
  const seenAs = facts?.units.find((one) => one.name === unit.name)?.seenAs
  const entries: [string, string][] = [
    ...(seenAs === undefined ? [] : ([['name', yaml(unit.name)]] as [string, string][])),
    ['stack', yaml(unit.stack)],
    ...ofTheImage(['package-manager', yaml(unit.packageManager)]),
    ...(unit.entrypoint === '' ? [] : [['entrypoint', yaml(unit.entrypoint)] as [string, string]]),
    ...(unit.port === null ? [] : ([['port', String(unit.port)]] as [string, string][])),
    ...ofTheImage([languageOf(unit, facts), yaml(unit.runtime)]),
    ...ofTheImage(['base', yaml(unit.base)]),
    ...(unit.port === null ? [] : ([['health-path', yaml(unit.healthPath ?? 'none')]] as [string, string][])),
    ...(computes(unit, facts) ? ([['accelerator', unit.accelerator]] as [string, string][]) : []),
    ...(unit.symbols === 'kept' ? [] : ofTheImage(['symbols', unit.symbols])),
    ...(unit.launcher === undefined ? [] : ([['launcher', unit.launcher]] as [string, string][])),
    ...(unit.airflow === undefined ? [] : ([['airflow', yaml(unit.airflow)]] as [string, string][])),
    ...(unit.executor === undefined ? [] : ([['executor', unit.executor]] as [string, string][])),
    ...(unit.dependencies === null ? [] : ofTheImage(['dependencies', yaml(unit.dependencies)])),
  ]
  const name = yaml(seenAs ?? unit.name)
  return [unit.dir === '.' ? `  ${name}:` : `  ${name}: # ${unit.dir.replaceAll(/\s+/g, ' ')}`, ...entries.map(([key, value]) => `    ${key}: ${value}`)]
}

/** Where there is nothing to choose the key would only puzzle. */
function computes(unit: UnitAnswers, facts: Facts | undefined): boolean {
  return unit.accelerator !== 'cpu' || Boolean(facts?.units.find((one) => one.name === unit.name)?.python?.accelerator)
}

function listLine(key: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`${key}: ${yamlList(items)}`]
}

function written(service: Answers['services'][number]): string {
  return service.version === undefined ? service.kind : `${service.kind}:${service.version}`
}

function languageOf(unit: UnitAnswers, facts: Facts | undefined): string {
  const seen = facts?.units.find((one) => one.name === unit.name)?.language
  return seen ?? everyManager.find((manager) => manager.id === unit.packageManager)?.language ?? 'python'
}

/**
 * Reads answers as a person may have written them; the reader itself is loaded only where there is such a file.
 * @param path for messages.
 * @throws UserError with file and line for what YAML refuses, for unknown keys and for values that a flag would refuse too.
 */
export async function readAnswersFile(text: string, path: string): Promise<Given> {
  const { givenFromYaml } = await import('./answers-reader.ts')
  return givenFromYaml(text, path)
}
