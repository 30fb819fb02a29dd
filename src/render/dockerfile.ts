import { posix } from 'node:path'
import { knownServers } from '../detect/python-facts.ts'
import type { AssetsPlan, BuildPlan, CopyPlan } from '../plan/build-plan.ts'
import type { HealthPlan } from '../plan/health-plan.ts'
import type { ImagePlan } from '../plan/plan.ts'
import { isWithin } from '../detect/python-workspace/paths.ts'
import { copyArguments, dockerValue, execForm } from './escape/dockerfile.ts'
import { refuseHostilePath, refuseInMount } from './escape/name.ts'
import { shellWord } from './escape/shell.ts'

/** What the Dockerfile's partials read: every value escaped for where it lands. */
export function dockerfileView(image: ImagePlan, build: BuildPlan): Record<string, unknown> {
  const mounted = (path: string) => mount(build, path)
  const distroless = build.base === 'distroless'
  const home = { name: 'HOME', value: dockerValue(build.user.home) }
  const program = Object.entries(build.programEnvironment).map(([name, value]) => ({ name, value: dockerValue(value) }))
  const imports = build.importPath === null ? [] : [{ name: 'PYTHONPATH', value: dockerValue(build.importPath) }]
  return {
    arguments: build.arguments.map(({ name, value }) => ({ name, value: dockerValue(value) })),
    ...toolView(build.tool),
    prefix: build.prefix,
    developmentPrefix: build.developmentPrefix,
    baseImage: build.baseImage,
    runtimeImage: build.runtimeImage ?? 'base',
    alpine: build.base === 'alpine',
    distroless,
    baseEnvironment: [
      { name: 'PATH', value: `${build.prefix}/bin:$PATH` },
      ...(build.ownInterpreter ? [{ name: 'CONDA_PREFIX', value: build.prefix }] : []),
      { name: 'PYTHONUNBUFFERED', value: '1' },
    ],
    builderEnvironment: builderEnvironment(build),
    testEnvironment: [...ownPrefix(build), home, ...developmentImports(build, imports), { name: 'PYTHONDONTWRITEBYTECODE', value: '1' }],
    developmentEnvironment: [...ownPrefix(build), home, ...developmentImports(build, imports), { name: 'PYTHONDONTWRITEBYTECODE', value: '1' }, ...program],
    runtimeEnvironment: distroless
      ? [{ name: 'PATH', value: `${build.prefix}/bin:$PATH` }, { name: 'PYTHONUNBUFFERED', value: '1' }, ...imports, ...program]
      : [home, ...imports, ...program],
    cutsSymbols: build.cutsSymbols,
    wheelIndex: build.wheelIndex && { name: build.wheelIndex.name, url: dockerValue(build.wheelIndex.url) },
    runPackages: build.systemPackages.run.join(' '),
    buildPackages: build.systemPackages.build.join(' '),
    user: build.user,
    writable: build.writable.map((path) => shellWord(path.startsWith('/') ? path : `/app/${refuseHostilePath(path)}`)),
    links: build.links.map(({ path, to }) => `ln -s ${shellWord(refuseHostilePath(to))} ${shellWord(path)}`).join(' && '),
    cache: build.cache,
    buildSecrets: image.buildSecrets,
    manifests: build.manifests.map(mounted),
    developmentManifests: (isMirrored(build) ? (build.around?.manifests ?? []) : build.developmentManifests).map(mounted),
    ...aroundView(build, mounted),
    standIn: build.standIn.length > 0,
    installProduction: [...standInCommands(build.standIn), ...build.installProduction],
    installDevelopment: build.installDevelopment,
    localProjects: build.localProjects.map(copy),
    installProject: build.installProject && { copy: build.installProject.copy.map(copy), run: build.installProject.run, manifests: [] },
    versionVariable: build.versionVariable,
    lockHint: build.installByHand,
    source: build.source.map(copy),
    testSource: build.testSource.map(copy),
    prepared: prepared(build),
    runtimeSource: prepared(build) ? [...build.source, ...assetCopies(build)].map(fromSourceStage) : build.source.map(copy),
    adds: build.adds.map(shellWord).join(' '),
    addsWhy: build.addsWhy ?? whyAdded(build.adds),
    developAdds: build.developAdds.map(shellWord).join(' '),
    assets: build.assets && { title: build.assets.title, run: assetCommand(build.assets) },
    remove: build.leaveOut.map(refuseHostilePath).map(shellWord).join(' '),
    compileSource: build.compileSource,
    development: image.targets.includes('development'),
    testing: image.targets.includes('testing'),
    port: build.port,
    stopSignal: build.stopSignal,
    health: build.health && { ...times(build.health), command: execForm(build.health.test.slice(1)) },
    command: execForm(build.command),
    developCommand: execForm(build.developCommand),
    testCommand: execForm(build.testCommand),
  }
}

function whyAdded(adds: readonly string[]): string {
  const server = adds.every((one) => (knownServers as readonly string[]).includes(one.split('==')[0] ?? one))
  return server ? 'The project names no server for production: this one is added.' : 'The project starts it and names it in no manifest: it is added.'
}

function toolView(tool: BuildPlan['tool']) {
  if (tool?.kind !== 'package') return { toolImage: tool && { ...tool, files: tool.files.join(' ') }, toolPackage: null }
  // Brackets of an extra are a pattern to the shell.
  const pinned = `${tool.requirement}==\${${tool.argument}}`
  const requirement = /[[\]]/.test(tool.requirement) ? `"${pinned}"` : pinned
  return { toolImage: null, toolPackage: { ...tool, requirement } }
}

/** Development may have an environment beside production's. */
function ownPrefix({ prefix, developmentPrefix, ownInterpreter }: BuildPlan) {
  if (developmentPrefix === prefix) return []
  return [{ name: 'PATH', value: `${developmentPrefix}/bin:$PATH` }, ...(ownInterpreter ? [{ name: 'CONDA_PREFIX', value: developmentPrefix }] : [])]
}

/** A tool with an environment of its own is found after the project's: its Python is not the one that programs mean. */
function builderEnvironment({ environment, tool }: BuildPlan) {
  const path = tool?.kind === 'package' ? [{ name: 'PATH', value: `$PATH:${tool.folder}/bin` }] : []
  return [...path, ...Object.entries(environment).map(([name, value]) => ({ name, value: dockerValue(value) }))]
}

/** In development and tests the source is imported even where production installs it. */
function developmentImports(build: BuildPlan, imports: readonly { name: string; value: string }[]) {
  const around = build.around?.imports ?? []
  if (imports.length > 0 && around.length === 0) return imports
  return build.installProject || build.around ? [{ name: 'PYTHONPATH', value: dockerValue([build.developmentImportPath, ...around].join(':')) }] : []
}

export function times(health: HealthPlan) {
  return {
    interval: `${health.intervalSeconds}s`,
    timeout: `${health.timeoutSeconds}s`,
    startPeriod: `${health.startPeriodSeconds}s`,
    startInterval: health.startIntervalMilliseconds % 1000 === 0 ? `${health.startIntervalMilliseconds / 1000}s` : `${health.startIntervalMilliseconds}ms`,
    retries: health.retries,
  }
}

function copy({ from, to }: CopyPlan): string {
  return copyArguments(from.map(refuseHostilePath), to)
}

/** Something is done to the source before production gets it, which must not be a layer there. */
function prepared(build: BuildPlan): boolean {
  return build.source.length > 0 && (build.compileSource || build.leaveOut.length > 0 || build.assets !== null)
}

function assetCopies({ assets }: BuildPlan): CopyPlan[] {
  return (assets?.makes ?? []).map((folder) => ({ from: [folder], to: `./${folder}` }))
}

/**
 * Values for this one command, which are in no layer and in no image's environment. Where there is nothing to make, its folder is
 * there all the same: production copies it.
 */
function assetCommand({ run, environment, makes }: AssetsPlan): string {
  const folders = `mkdir -p ${makes.map(refuseHostilePath).map(shellWord).join(' ')} \\\n    && `
  return folders + [...environment.map(({ name, value }) => `${name}=${shellWord(value)}`), ...run.map(shellWord)].join(' ')
}

function fromSourceStage({ from, to }: CopyPlan): string {
  const there = (path: string) => posix.join('/app', to.endsWith('/') ? `${to}${posix.basename(path)}` : to)
  return `--from=source ${copyArguments(
    from.map((path) => there(refuseHostilePath(path))),
    to,
  )}`
}

/** A manifest of the context, and where the install looks for it. */
function mount({ installsIn }: BuildPlan, path: string) {
  return { source: refuseInMount(path), target: posix.relative(installsIn.stands, path) }
}

function isMirrored({ around, installsIn }: Pick<BuildPlan, 'around' | 'installsIn'>): boolean {
  return around !== null && installsIn.path !== '/app'
}

/** What the builder does with what lies around the unit's folder. */
function aroundView({ around, installsIn }: BuildPlan, mounted: (path: string) => object) {
  return {
    mirror: isMirrored({ around, installsIn }),
    installsIn: installsIn.path,
    developsIn: around?.developsIn ?? null,
    leavesMirror: isMirrored({ around, installsIn }) || (around?.developsIn ?? null) !== null,
    around: around && {
      packages: around.packages.length > 0,
      wheels: around.wheels.length > 0 && { copies: around.packages.map(copy), projects: around.wheels.map(shellWord).join(' ') },
      copies: around.packages.map(copy),
      project: around.project.map(copy),
      developmentCopies: around.developmentPackages.map(copy),
      standIn: around.standIn.length > 0,
      commands: [...standInCommands(around.standIn), ...around.install],
      manifests: around.manifests.map(mounted),
      unchecked: around.unchecked,
    },
  }
}

function aroundCopies({ around }: BuildPlan, develops: boolean): readonly CopyPlan[] {
  return around ? [...around.packages, ...around.project, ...(develops ? around.developmentPackages : [])] : []
}

function standInCommands(files: readonly string[]): string[] {
  if (files.length === 0) return []
  const folders = [...new Set(files.filter((file) => file.includes('/')).map((file) => file.slice(0, file.lastIndexOf('/'))))]
  return [...(folders.length > 0 ? [`mkdir -p ${folders.map(shellWord).join(' ')}`] : []), `touch ${files.map(shellWord).join(' ')}`]
}

/** Paths of the context that the Dockerfile names, for the ignore file: each once, in order. */
export function contextPaths(build: BuildPlan, targets: readonly string[]): string[] {
  const copies = [
    ...build.localProjects,
    ...(build.installProject?.copy ?? []),
    ...aroundCopies(build, targets.length > 1),
    ...build.source,
    ...(targets.includes('testing') ? build.testSource : []),
  ]
  const manifests = [...(targets.length > 1 ? build.developmentManifests : build.manifests), ...(build.around?.manifests ?? [])]
  const paths = [...new Set([...manifests, ...copies.flatMap((one) => one.from)])]
  // What lies in a folder that is kept is kept with it.
  const within = (path: string) => build.around !== null && paths.some((other) => other !== path && isWithin(path, other))
  return paths.filter((path) => !within(path)).map(refuseHostilePath)
}
