import type { Evidence, UnitFacts } from './facts.ts'
import type { NodeFacts } from './node-facts.ts'
import { chooseHealth } from './health.ts'
import { newLedger } from './ledger.ts'
import { entryOf, type Entry } from './node/entry.ts'
import { developOf } from './node/develop.ts'
import { frameworkOf, type Framework } from './node/frameworks.ts'
import { nodeMigrations } from './node/migrations.ts'
import { nodeVersion } from './node/node-version.ts'
import { outputOf, type OutputFacts } from './node/output.ts'
import { readPackageJson, type PackageJson } from './node/package-json.ts'
import { nodeManager } from './node/package-manager.ts'
import { nodePort } from './node/port.ts'
import { nodeRoutes } from './node/routes.ts'
import { scriptsOf, type Script } from './node/sources.ts'
import { nodeSystemPackages } from './node/system-packages.ts'
import { nodeUses, prismaSchema } from './node/uses.ts'
import { nodeVariables } from './node/variables.ts'
import type { DetectedUnit } from './python-unit.ts'
import { upwards } from './runtime.ts'
import type { UnitFolder } from './unit-folder.ts'

/**
 * The one thing of Node's to deploy in a folder: a server, or pages that a build makes. Empty for libraries and tools, and for members of
 * a workspace, whose image would need the whole of it.
 * @throws UserError where package.json cannot be read.
 */
export function detectNodeUnits(folder: UnitFolder): DetectedUnit[] {
  const manifest = readPackageJson(folder)
  if (!manifest || inWorkspace(folder, manifest)) return []
  const scripts = scriptsOf(folder)
  const seen = frameworkOf(manifest, folder)
  const framework = seen?.framework ?? null
  const output = framework && outputOf(framework, folder)
  const isServer = (output?.served ?? 'server') === 'server'
  const entry = isServer ? entryOf(manifest, folder, framework, scripts) : null
  // A server's library is no server: something has to start, or the framework's build says what does.
  if (isServer && !entry) return []
  if (!framework && !starts(manifest, entry)) return []
  return [unitOf({ folder, manifest, scripts, framework, at: seen?.dependency.line ?? manifest.scripts.get('start')?.line ?? 1, output, entry })]
}

interface Seen {
  folder: UnitFolder
  manifest: PackageJson
  scripts: readonly Script[]
  framework: Framework | null
  /** Line of package.json that tells the framework. */
  at: number
  output: OutputFacts | null
  entry: Entry | null
}

/** Without a framework that is known, only a script of that name says that a package is there to be run. */
function starts(manifest: PackageJson, entry: Entry | null): boolean {
  return entry !== null && entry.file === manifest.file && (manifest.scripts.has('start') || manifest.scripts.has('start:prod'))
}

function inWorkspace({ dir, project }: UnitFolder, manifest: PackageJson): boolean {
  if (manifest.workspaces) return true
  return upwards(dir).some((up) => {
    const at = (name: string) => (up === '.' ? name : `${up}/${name}`)
    // pnpm keeps its settings there too, in projects that are no workspace.
    if (project.has(at('pnpm-workspace.yaml')) && /^packages\s*:\s*(\[\s*[^\s\]]|\r?\n\s*-)/m.test(project.read(at('pnpm-workspace.yaml')))) return true
    return up !== dir && project.has(at('package.json')) && /"workspaces"\s*:/.test(project.read(at('package.json')))
  })
}

const stackIds = { next: 'nextjs', static: 'vite', server: 'node' } as const
const roles = { next: 'web', static: 'web', server: 'app' } as const
const defaultPorts = { next: 3000, static: 8080, server: 3000 } as const

function unitOf({ folder, manifest, scripts, framework, at, output, entry }: Seen): DetectedUnit {
  const ledger = newLedger()
  const served = output?.served ?? 'server'
  ledger.evidence.push({ key: 'stack', value: stackIds[served], file: manifest.file, line: at, confidence: framework ? 'certain' : 'likely' })
  if (entry) ledger.evidence.push({ key: 'entrypoint', value: entry.value, file: entry.file, line: entry.line, confidence: entry.confidence })
  const { version: managerVersion, ...manager } = nodeManager(folder, manifest, ledger)
  const runtime = nodeVersion(folder, manifest, ledger)
  const production = manifest.dependencies.filter((one) => one.group === 'main')
  const uses = served === 'static' ? [] : nodeUses(manifest.dependencies, scripts, folder)
  const variables = nodeVariables(scripts, folder)
  // nginx listens where its image does.
  const port =
    served === 'static'
      ? defaultPorts.static
      : nodePort({ manifest, scripts: served === 'next' ? [] : scripts, folder, fallback: { port: defaultPorts[served], line: at } }, ledger)
  const routes = served === 'static' ? [] : nodeRoutes(scripts, served === 'next')
  const healthPath =
    served === 'static'
      ? null
      : chooseHealth(
          routes.map((one) => ({ ...one, guarded: false, handler: null })),
          ledger,
        )
  const migrations = served === 'static' ? null : nodeMigrations(folder, manifest, ledger)
  if (output?.note) ledger.notes.push(output.note)
  const node: NodeFacts = {
    name: manifest.name?.replace(/^@[^/]+\//, '') ?? null,
    dependencies: manifest.dependencies,
    managerVersion,
    served,
    title: framework?.title ?? 'Node',
    output: output?.folder ?? builtFolder(entry, folder, manifest),
    complete: output?.complete ?? false,
    build: manifest.scripts.has('build'),
    generate: generated(folder, manifest),
    ownInstallScripts: ['preinstall', 'install', 'postinstall', 'prepare'].filter((name) => manifest.scripts.has(name)),
    develop: developOf(manifest, framework, served, entry?.value ?? null, port),
    options: entry?.options ?? [],
    test: manifest.scripts.has('test') && !/no test specified/.test(manifest.scripts.get('test')?.value ?? ''),
    manifests: manifestFiles(folder, manager.lockfile),
    source: sourceEntries(folder),
    beside: besideCode(folder),
    hasPublic: folder.hasFolder('public'),
  }
  const system = nodeSystemPackages(production)
  const evidence: Evidence[] = [
    ...variables.map((one): Evidence => ({ key: `variable.${one.name}`, value: one.name, file: one.file, line: one.line, confidence: 'certain' })),
    ...uses,
  ]
  const unit: UnitFacts = {
    name: folder.dir === '.' ? roles[served] : (folder.dir.split('/').at(-1) ?? folder.dir),
    dir: folder.dir,
    role: roles[served],
    language: 'node',
    stack: stackIds[served],
    framework: framework?.title ?? null,
    ...manager,
    runtime,
    entrypoint: served === 'next' ? (node.complete ? '.next/standalone/server.js' : 'next start') : (entry?.value ?? null),
    factory: false,
    port,
    healthPath,
    files: [],
    routes,
    migrations,
    alternatives: [],
    details: {},
    systemPackages: system,
    internalDependencies: [],
    uses: [...new Set(uses.map((one) => one.key.slice('uses.'.length)))],
    variables,
    python: null,
    node,
    evidence: [...ledger.evidence, ...evidence],
    unknown: [],
    notes: ledger.notes,
  }
  return { unit, unknown: ledger.unknown, uses }
}

/** The folder that the build fills, where what is started lies in one that is not there yet. */
function builtFolder(entry: Entry | null, folder: UnitFolder, manifest: PackageJson): string | null {
  const top = entry?.value.includes('/') ? (entry.value.split(' ')[0]?.split('/')[0] ?? null) : null
  return top !== null && manifest.scripts.has('build') && !folder.hasFolder(top) ? top : null
}

/** Prisma's client is code made from its schema, which lies among the modules where nobody says otherwise. */
function generated(folder: UnitFolder, manifest: PackageJson): NodeFacts['generate'] {
  const schema = prismaSchema(folder)
  if (schema === null || !manifest.dependencies.some((one) => one.name === 'prisma')) return null
  return { command: ['prisma', 'generate'], folder: schema.includes('/') ? (schema.split('/')[0] ?? schema) : schema }
}

/** Files that an installer reads beside package.json and its lock. */
function manifestFiles(folder: UnitFolder, lockfile: string | null): string[] {
  const npmrc = folder.has('.npmrc') && !/_auth|_password/i.test(folder.read('.npmrc')) ? ['.npmrc'] : []
  const more = ['pnpm-workspace.yaml', '.yarnrc.yml', 'bunfig.toml', '.pnpmfile.cjs'].filter((one) => folder.has(one))
  const folders = ['.yarn/releases', '.yarn/plugins', '.yarn/patches', 'patches'].filter((one) => folder.hasFolder(one))
  return ['package.json', ...(lockfile === null ? [] : [lockfile]), ...npmrc, ...more, ...folders]
}

const notSource =
  /^(node_modules|\..*|dist|build|out|coverage|docs?|tests?|__tests__|e2e|cypress|playwright.*|README.*|LICENSE.*|CHANGELOG.*|CONTRIBUTING.*|.*\.md|Dockerfile.*|compose.*\.ya?ml|docker-compose.*\.ya?ml|Makefile|package-lock\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?|npm-shrinkwrap\.json|package\.json|DOCKER\.md|jest\.config.*|vitest\.config.*|.*\.log)$/i

/** Files and folders of the unit's top that its build, or its development server, reads. */
function sourceEntries(folder: UnitFolder): string[] {
  const tops = new Set(folder.files.map((file) => file.split('/')[0] ?? file))
  return [...tops].filter((one) => !notSource.test(one)).sort()
}

/** Folders that servers read at run time and no compiler copies. */
function besideCode(folder: UnitFolder): string[] {
  return ['public', 'views', 'templates', 'static', 'assets', 'locales', 'i18n', 'prisma', 'drizzle', 'migrations', 'config'].filter((one) =>
    folder.hasFolder(one),
  )
}
