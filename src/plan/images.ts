import { posix } from 'node:path'
import type { Answers, UnitAnswers } from '../ask/answers.ts'
import type { UnitFacts } from '../detect/facts.ts'
import { packageManagerOf } from '../package-managers/index.ts'
import { stackOf } from '../stacks/index.ts'
import { commandOf } from './command.ts'
import { wheelIndex } from './accelerator.ts'
import { alpinePackages } from './alpine-packages.ts'
import { lackOf } from './architectures.ts'
import { assetsOf } from './assets.ts'
import { onMusl } from '../detect/system-packages/index.ts'
import { topLevelSqlite } from '../detect/python/writes.ts'
import { movesSqlite, sqliteFolder } from './environment.ts'
import { healthOf } from './health.ts'
import { nodeBuild } from './node-build.ts'
import type { BuildPlan, CopyPlan } from './build-plan.ts'
import type { ImagePlan } from './plan.ts'
import { addedForPages } from './pages.ts'
import { plainBase, pythonBase } from './python-base.ts'
import { installedNames } from './refuse-base.ts'
import { pythonInstall } from './python-install.ts'
import { withAround } from './python-around.ts'
import { bringsItsCode, runtimeSource, testSource, testsWithin } from './python-source.ts'
import { stagesOf } from './stages.ts'

/** Own modules from which on compiling them at build time is felt at start. */
const largeProject = 200

export interface UnitInput {
  facts: UnitFacts
  answers: UnitAnswers
}

/** The units of one folder; the first gives the image its name and its command. */
export type FolderInput = readonly [UnitInput, ...UnitInput[]]

/** The one image of a folder. @param kept the Dockerfile at its path is a person's. */
export function imageOf(units: FolderInput, answers: Answers, kept: boolean): ImagePlan {
  const [unit] = units
  const { dir } = unit.facts
  const context = unit.facts.workspace?.root ?? dir
  const dockerfile = dir === '.' ? 'Dockerfile' : `${dir}/Dockerfile`
  const recipe = stackOf(unit.answers.stack, unit.facts.framework).recipe?.(unit) ?? null
  const node = kept || unit.facts.language !== 'node' ? null : nodeBuild(unit, answers)
  const build = kept || recipe || node ? null : buildOf(units, answers)
  return {
    unit: unit.answers.name,
    folder: dir,
    context,
    dockerfile,
    // One that lies beside its Dockerfile and has its name is that image's alone; others are built from the same context.
    dockerignore: context === dir ? posix.join(dir, '.dockerignore') : `${dockerfile}.dockerignore`,
    name: `${answers.project}-${unit.answers.name}`,
    targets: kept ? [] : stagesOf(answers.targets, build ?? node),
    buildSecrets: build || node ? unique(units.flatMap((one) => one.facts.installSecrets ?? []).map((one) => one.name)) : [],
    lack: lackOf(units),
    kept,
    build,
    recipe,
    node,
  }
}

function buildOf(units: FolderInput, answers: Answers): BuildPlan {
  const [unit] = units
  const { facts } = unit
  const stack = stackOf(unit.answers.stack, unit.facts.framework)
  const manager = packageManagerOf(unit.answers.packageManager)
  const base =
    manager.interpreter === 'own'
      ? plainBase(unit.answers.base, answers.baseRegistry, manager.title)
      : pythonBase(unit.answers.base, unit.answers.runtime, answers.baseRegistry)
  const commands = units.map(commandOf)
  const command = commandOf(unit)
  const adds = manager.interpreter === 'own' ? [] : unique([...commands.flatMap((one) => one.adds ?? []), ...units.flatMap(addedForPages)])
  const install = pythonInstall(manager, facts, answers.baseRegistry, adds)
  const probe = stack.probe(unit)
  const source = runtimeSource(facts, unique(units.flatMap((one) => one.facts.files)))
  const build: BuildPlan = {
    language: 'python',
    base: unit.answers.base,
    arguments: [...base.arguments, ...(manager.tool ? [manager.tool.argument] : [])],
    baseImage: base.image,
    runtimeImage: base.runtimeImage,
    systemPackages: systemPackages(unit, base.python, manager.needs),
    user: base.user,
    cutsSymbols: unit.answers.symbols === 'cut',
    wheelIndex: wheelIndex(units),
    programEnvironment: Object.assign({}, ...commands.map((one) => one.inImage ?? {})) as Readonly<Record<string, string>>,
    writesHome: commands.some((one) => one.writesHome),
    installsIn: { path: '/app', stands: '.' },
    ...install,
    around: null,
    versionVariable: install.installProject ? (facts.python?.versionVariable ?? null) : null,
    importPath: importPath(facts),
    developmentImportPath: sourcePath(facts),
    source,
    testSource: withoutThose(testSource(facts), source),
    writable: [...writable(facts), ...new Set(commands.flatMap((one) => one.keeps ?? []).map((one) => one.path))],
    links: (facts.python?.sqliteBesideCode ?? []).map((path) => ({ path, to: `${sqliteFolder}/${path}` })),
    leaveOut: testsWithin(facts),
    compileSource: (facts.python?.modules ?? 0) >= largeProject,
    command: command.run,
    developCommand: command.develop,
    testCommand: testCommand(unit),
    adds,
    addsWhy: commands.find((one) => one.addsWhy && one.adds?.length)?.addsWhy?.comment ?? null,
    developAdds: unique(commands.flatMap((one) => one.developAdds ?? [])),
    assets: assetsOf(units, answers),
    port: unit.answers.port,
    health: healthOf(probe, stack.startPeriodSeconds, command, localKinds(answers)),
    stopSignal: command.stopSignal,
  }
  return withAround(build, manager, facts, adds.length > 0)
}

/** What is there already is not copied again. */
function withoutThose(copies: readonly CopyPlan[], there: readonly CopyPlan[]): CopyPlan[] {
  const copied = new Set(there.flatMap((one) => one.from))
  return copies.map(({ from, to }) => ({ from: from.filter((path) => !copied.has(path)), to })).filter((one) => one.from.length > 0)
}

/** Services that run in this project. */
function localKinds(answers: Answers): string[] {
  return answers.services.filter((one) => !one.managed).map((one) => one.kind)
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items)]
}

function systemPackages({ facts, answers }: UnitInput, python: readonly string[], needs: readonly string[]): BuildPlan['systemPackages'] {
  // Its strip cuts the symbols.
  const cuts = answers.symbols === 'cut' ? ['binutils'] : []
  const build = [...new Set([...needs, ...cuts, ...facts.systemPackages.build, ...(facts.python?.gitDependencies ? ['git'] : [])])].sort()
  const run = facts.systemPackages.run
  return answers.base === 'alpine'
    ? { build: alpinePackages(build), run: alpinePackages([...run, ...onMusl(installedNames(facts))]) }
    : { build, run: [...python, ...run] }
}

function writable(facts: UnitFacts): string[] {
  const { python, variables } = facts
  const moved = (movesSqlite(facts) && variables.some((one) => topLevelSqlite(one.default) !== null)) || python?.sqliteBesideCode.length ? [sqliteFolder] : []
  return [...new Set([...(facts.python?.writes.map((one) => one.path) ?? []), ...moved])]
}

/** An installed project is imported from its source all the same, so that a changed source needs no build backend. */
function importPath({ python }: UnitFacts): string | null {
  if (!python || bringsItsCode(python)) return null
  return sourcePath({ python })
}

function sourcePath({ python }: Pick<UnitFacts, 'python'>): string {
  return !python || python.importRoot === '.' ? '/app' : `/app/${python.importRoot}`
}

function testCommand(unit: UnitInput): readonly string[] {
  const { python } = unit.facts
  // A runner that nothing installs cannot run: then the advice says so, and there is no testing target.
  if (!python?.tests || !runnerIsInstalled(python)) return []
  // The source belongs to root, so there is nowhere to keep pytest's cache.
  if (python.tests.runner === 'pytest') return ['pytest', '-p', 'no:cacheprovider']
  return stackOf(unit.answers.stack, unit.facts.framework).testCommand?.(unit) ?? ['python', '-m', 'unittest', 'discover']
}

export function runnerIsInstalled(python: NonNullable<UnitFacts['python']>): boolean {
  return python.tests?.runner !== 'pytest' || python.dependencies.some((one) => one.name === 'pytest')
}
