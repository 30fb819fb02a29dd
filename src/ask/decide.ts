import type { Evidence, Facts, UnitFacts } from '../detect/facts.ts'
import { UserError } from '../errors.ts'
import { stacks } from '../stacks/index.ts'
import {
  outputs,
  type Output,
  targets,
  type Accelerator,
  type Answers,
  type Base,
  type Executor,
  type Given,
  type Launcher,
  type Symbols,
  type UnitAnswers,
  type UnitKey,
} from './answers.ts'
import { refuseObject } from './checks.ts'
import { refuseServices, serviceAnswers, withBrokers } from './decide-services.ts'

/** What nothing says: not the project, not the person. */
export interface Missing {
  unit: string
  key: UnitKey
  /** Ready to paste, with a placeholder for the value. */
  flag: string
  why: string
  /** What was seen and could not be decided between, best first. */
  choices: readonly Evidence[]
}

/**
 * The answers as far as they are known: a person's word first, then what was detected, then the default.
 * Pure, and the only place where the three meet, so that asking, repeating and checking agree on what a default is.
 *
 * @throws UserError (exit 2) where the person spoke of a unit or service that is not there.
 */
export function decide(facts: Facts, given: Given): { answers: Answers; missing: readonly Missing[] } {
  refuseStrangers(facts, given)
  const units = facts.units.map((unit) => unitAnswers(unit, facts, given))
  return {
    answers: {
      project: given.project ?? facts.project,
      units,
      services: serviceAnswers(withBrokers(facts, units), given),
      // The runtime target is what everything else is made from.
      targets: targets.filter((target) => target === 'runtime' || (given.targets ?? targets).includes(target)),
      files: outputs.filter((output) => (given.files ?? usualOutputs(facts)).includes(output) && !given.withoutFiles?.includes(output)),
      imagePrefix: given.imagePrefix?.toLowerCase() ?? `ghcr.io/${facts.owner ?? 'owner'}`,
      branch: given.branch ?? facts.branch ?? 'main',
      baseRegistry: given.baseRegistry ?? null,
      requirements: given.requirements ?? true,
      withoutUnits: given.withoutUnits ?? [],
    },
    missing: facts.units.flatMap((unit) => missingOf(unit, givenFor(unit, facts, given))),
  }
}

/** All of them, but for a workflow where something else does its work or nothing would run it. */
export function usualOutputs({ existing, withoutWorkflows }: Facts): readonly Output[] {
  return existing.ci || withoutWorkflows !== undefined ? outputs.filter((one) => one !== 'ci') : outputs
}

/** What concerns the image, and so every unit of its folder. */
const ofTheImage: readonly UnitKey[] = ['python', 'node', 'package-manager', 'base', 'dependencies', 'symbols']

/** What holds for each unit of a folder where it was said without a name. */
const forEach: readonly UnitKey[] = [...ofTheImage, 'accelerator']

/** What was given for one unit: by its name; for its image by a neighbour's; without a name for the first unit of the one folder. */
export function givenFor(unit: UnitFacts, facts: Facts, given: Given): Partial<Record<UnitKey, string>> {
  const neighbours = facts.units.filter((one) => one.dir === unit.dir)
  const image = neighbours.flatMap((one) => Object.entries(given.units[one.name] ?? {})).filter(([key]) => ofTheImage.includes(key as UnitKey))
  // A workspace is installed by one manager, whichever of its members it was said of.
  const others = facts.units.filter((one) => unit.workspace && one.workspace?.root === unit.workspace.root && one.language === unit.language)
  const shared = others.flatMap((one) => given.units[one.name]?.['package-manager'] ?? []).map((manager) => ({ 'package-manager': manager }))[0]
  const unnamed = Object.entries(given.unit).filter(([key]) => neighbours[0] === unit || forEach.includes(key as UnitKey))
  return { ...shared, ...Object.fromEntries(image), ...given.units[unit.name], ...Object.fromEntries(unnamed) }
}

function unitAnswers(unit: UnitFacts, facts: Facts, given: Given): UnitAnswers {
  const said = givenFor(unit, facts, given)
  const refused = said.entrypoint === undefined ? undefined : refusedEntrypoint(said.entrypoint, said.stack ?? unit.stack)
  if (refused !== undefined) throw new UserError(`--entrypoint: ${refused}`, { exitCode: 2 })
  return {
    name: unit.name,
    dir: unit.dir,
    stack: said.stack ?? unit.stack,
    packageManager: said['package-manager'] ?? (unit.packageManager === 'none' ? 'pip' : unit.packageManager),
    entrypoint: said.entrypoint ?? unit.entrypoint ?? '',
    port: said.port === undefined ? portOf(unit, said.entrypoint) : Number(said.port),
    runtime: said[unit.language] ?? unit.runtime.version,
    base: (said.base as Base | undefined) ?? 'slim',
    healthPath: said['health-path'] === undefined ? unit.healthPath : said['health-path'] === 'none' ? null : said['health-path'],
    dependencies: said.dependencies ?? null,
    accelerator: (said.accelerator as Accelerator | undefined) ?? unit.python?.accelerator?.stated?.value ?? 'cpu',
    symbols: (said.symbols as Symbols | undefined) ?? 'kept',
    ...launcherOf(said.stack ?? unit.stack, said.launcher, facts, given),
    ...ofAirflow(unit, said),
  }
}

/** One instance launches the runs of all its code locations, so what was said of one holds for each. */
function launcherOf(stack: string, said: string | undefined, facts: Facts, given: Given): Pick<UnitAnswers, 'launcher'> {
  if (stack !== 'dagster') {
    if (said === undefined) return {}
    throw new UserError(`--launcher: it is Dagster's runs that have one`, { exitCode: 2 })
  }
  const others = facts.units.filter((one) => one.stack === stack).flatMap((one) => givenFor(one, facts, given).launcher ?? [])
  return { launcher: (said ?? others[0] ?? 'default') as Launcher }
}

function ofAirflow({ details: { airflow, executor } }: UnitFacts, said: Partial<Record<UnitKey, string>>): Pick<UnitAnswers, 'airflow' | 'executor'> {
  if (airflow === undefined) return {}
  return { airflow: said.airflow ?? airflow, executor: (said.executor ?? executor) as Executor }
}

/** Another entry point may listen on another port, or on none. */
function portOf(unit: UnitFacts, entrypoint: string | undefined): number | null {
  if (entrypoint === undefined || entrypoint === unit.entrypoint) return unit.port
  const other = unit.alternatives.find((one) => one.entrypoint === entrypoint)
  return other?.port ?? unit.port
}

/** Why it cannot be started by the stack; undefined where it can. */
export function refusedEntrypoint(value: string, stack: string): string | undefined {
  return (stacks.find((one) => one.id === stack)?.refuseEntrypoint ?? refuseObject)(value)
}

function missingOf(unit: UnitFacts, said: Partial<Record<UnitKey, string>>): Missing[] {
  return unit.unknown
    .filter((unknown) => unknown.required && said[unknown.key as UnitKey] === undefined)
    .map((unknown) => ({ unit: unit.name, key: unknown.key as UnitKey, flag: unknown.flag, why: unknown.why, choices: unknown.choices ?? [] }))
}

/** An answer as its flag takes it. */
export function answerOf(answers: UnitAnswers, key: UnitKey): string {
  const values: Record<UnitKey, string> = {
    stack: answers.stack,
    entrypoint: answers.entrypoint,
    port: answers.port === null ? 'none' : String(answers.port),
    python: answers.runtime,
    node: answers.runtime,
    'package-manager': answers.packageManager,
    base: answers.base,
    'health-path': answers.healthPath ?? 'none',
    dependencies: answers.dependencies ?? '',
    accelerator: answers.accelerator,
    symbols: answers.symbols,
    launcher: answers.launcher ?? '',
    airflow: answers.airflow ?? '',
    executor: answers.executor ?? '',
  }
  return values[key]
}

function refuseStrangers(facts: Facts, given: Given): void {
  const names = facts.units.map((unit) => unit.name)
  const stranger = Object.keys(given.units).find((name) => !names.includes(name))
  if (stranger !== undefined) {
    throw new UserError(`--set ${stranger}.…: nothing here is called ${stranger}`, { exitCode: 2, todo: [`units: ${names.join(', ') || 'none'}`] })
  }
  refuseServices(given)
  const keys = Object.keys(given.unit) as UnitKey[]
  if (keys.length > 0 && new Set(facts.units.map((unit) => unit.dir)).size > 1) {
    throw new UserError(`--${keys[0]}: which one of ${names.join(', ')}?`, {
      exitCode: 2,
      todo: keys.map((key) => `like: --set ${names[0]}.${key}=${given.unit[key]}`),
    })
  }
  for (const unit of facts.units) {
    const foreign = unit.language === 'python' ? 'node' : 'python'
    const own = (['airflow', 'executor'] as const).find((key) => givenFor(unit, facts, given)[key] !== undefined && unit.details['airflow'] === undefined)
    if (own !== undefined) throw new UserError(`--${own}: ${unit.name} is no Airflow project`, { exitCode: 2 })
    if (givenFor(unit, facts, given)[foreign] !== undefined)
      throw new UserError(`--${foreign}: ${unit.name} does not run on ${foreign === 'node' ? 'Node' : 'Python'}`, { exitCode: 2 })
    if (unit.language === 'node' && givenFor(unit, facts, given).symbols !== undefined)
      throw new UserError(`--symbols: ${unit.name} runs on Node, whose packages come without debug symbols`, { exitCode: 2 })
  }
}
