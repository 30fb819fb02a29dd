import { modulesForOne } from './binaries/node.ts'
import type { Evidence, UnitFacts } from './facts.ts'
import type { NodeFacts } from './node-facts.ts'
import { chooseHealth } from './health.ts'
import { newLedger } from './ledger.ts'
import { entryOf, listensAt, type Entry } from './node/entry.ts'
import { listensNowhere } from './node/listens.ts'
import { besideCode, credentialLine, manifestFiles, ownInstallScripts, sourceEntries } from './node/folder-entries.ts'
import { hasPages, isAppItself, isLibrary, runsElsewhere } from './node/deployed.ts'
import { developOf } from './node/develop.ts'
import { membershipOf, usesOf, workspaceFacts, type Membership } from './node/membership.ts'
import { frameworkOf, type Framework } from './node/frameworks.ts'
import { generated, generatedInWorkspace } from './node/generated.ts'
import { unitMigrations } from './node/unit-migrations.ts'
import { nodeVersion } from './node/node-version.ts'
import { outputOf, type OutputFacts } from './node/output.ts'
import { readPackageJson, type PackageJson } from './node/package-json.ts'
import { nodeMetrics } from './node/metrics.ts'
import { nodeManager } from './node/package-manager.ts'
import { nodePort } from './node/port.ts'
import { nodeRoutes } from './node/routes.ts'
import { scriptsOf, type Script } from './node/sources.ts'
import { nodeSystemPackages } from './node/system-packages.ts'
import { nodeVariables } from './node/variables.ts'
import { workspaceIn } from './node/workspace.ts'
import type { DetectedUnit } from './python-unit.ts'
import type { UnitFolder } from './unit-folder.ts'

/**
 * The one thing of Node's to deploy in a folder: a server, or pages that a build makes. Empty for libraries and tools, and for the root of
 * a workspace whose members alone are what is deployed.
 * @throws UserError where package.json cannot be read.
 */
export function detectNodeUnits(folder: UnitFolder): DetectedUnit[] {
  const manifest = readPackageJson(folder)
  if (!manifest || runsElsewhere(manifest)) return []
  const scripts = scriptsOf(folder)
  const isRoot = Boolean(workspaceIn(folder.project, folder.dir)?.members.length)
  if (isRoot && !isAppItself(folder, manifest, scripts)) return []
  const membership = membershipOf(folder, manifest, scripts)
  if (membership && !isRoot && isLibrary(manifest)) return []
  const installed = membership ? { ...manifest, dependencies: [...manifest.dependencies, ...membership.hoisted] } : manifest
  const seen = frameworkOf(installed, folder)
  const framework = seen?.framework ?? null
  if (membership && framework && !hasPages(framework, folder)) return []
  const output = framework && outputOf(framework, folder)
  const isServer = (output?.served ?? 'server') === 'server'
  const entry = isServer ? entryOf(installed, folder, framework, scripts) : null
  // A server's library is no server: something has to start, or the framework's build says what does.
  if (isServer && !entry) return []
  if (!framework && !starts(manifest, entry)) return []
  const at = seen?.dependency ?? { file: manifest.file, line: manifest.scripts.get('start')?.line ?? 1 }
  return [unitOf({ folder, isRoot, manifest: installed, membership, scripts, framework, at, output, entry })]
}

interface Seen {
  folder: UnitFolder
  /** Its folder is the root of a workspace. */
  isRoot: boolean
  manifest: PackageJson
  /** Null: it stands alone. */
  membership: Membership | null
  scripts: readonly Script[]
  framework: Framework | null
  /** What tells the framework. */
  at: { file: string; line: number }
  output: OutputFacts | null
  entry: Entry | null
}

/** Without a framework that is known, only a script of that name says that a package is there to be run. */
function starts(manifest: PackageJson, entry: Entry | null): boolean {
  return entry !== null && entry.file === manifest.file && (manifest.scripts.has('start') || manifest.scripts.has('start:prod'))
}

const stackIds = { next: 'nextjs', static: 'vite', server: 'node' } as const
const roles = { next: 'web', static: 'web', server: 'app' } as const
const defaultPorts = { next: 3000, static: 8080, server: 3000 } as const

function unitOf({ folder, isRoot, manifest, membership, scripts, framework, at, output, entry }: Seen): DetectedUnit {
  const ledger = newLedger()
  const served = output?.served ?? 'server'
  ledger.evidence.push({ key: 'stack', value: stackIds[served], file: at.file, line: at.line, confidence: framework ? 'certain' : 'likely' })
  if (entry) ledger.evidence.push({ key: 'entrypoint', value: entry.value, file: entry.file, line: entry.line, confidence: entry.confidence })
  const { version: managerVersion, ...manager } = nodeManager(membership?.root ?? folder, settledBy(manifest, 'manager', membership), ledger)
  const runtime = nodeVersion(folder, settledBy(manifest, 'engine', membership), ledger)
  const production = [...manifest.dependencies, ...(membership?.dependencies ?? [])].filter((one) => one.group === 'main')
  const code = [...scripts, ...(membership?.scripts ?? [])]
  const uses = served === 'static' ? [] : usesOf({ folder, scripts, dependencies: manifest.dependencies }, membership)
  const variables = nodeVariables(code, folder)
  // nginx listens where its image does.
  const port =
    served === 'static'
      ? defaultPorts.static
      : nodePort(
          {
            manifest,
            scripts: portScripts(framework, scripts),
            folder,
            fallback: listensNowhere(framework, code) ? null : { port: defaultPorts[served], line: at.line },
          },
          ledger,
        )
  const role = port === null ? 'worker' : roles[served]
  const routes = served === 'static' ? [] : nodeRoutes(scripts, served === 'next')
  const healthPath =
    served === 'static' || port === null
      ? null
      : chooseHealth(
          routes.map((one) => ({ ...one, guarded: false, handler: null })),
          ledger,
        )
  const metrics = served === 'static' || port === null ? null : nodeMetrics(code, routes, ledger)
  const migrations =
    served === 'static' ? null : unitMigrations({ folder, manifest, membership, standalone: output?.served === 'next' && output.complete }, ledger)
  if (output?.note) ledger.notes.push(output.note)
  ledger.notes.push(...writtenCredential(membership?.root ?? folder))
  const node: NodeFacts = {
    name: manifest.name?.replace(/^@[^/]+\//, '') ?? null,
    dependencies: manifest.dependencies,
    managerVersion,
    served,
    title: framework?.title ?? 'Node',
    output: output?.folder ?? builtFolder(entry, folder, manifest),
    complete: output?.complete ?? false,
    build: manifest.scripts.has('build'),
    generate: membership ? generatedInWorkspace(folder, manifest, membership) : generated(folder, manifest),
    ownInstallScripts: ownInstallScripts(manifest),
    develop: developOf(manifest, framework, served, entry?.value ?? null, port),
    options: entry?.options ?? [],
    test: manifest.scripts.has('test') && !/no test specified/.test(manifest.scripts.get('test')?.value ?? ''),
    manifests: manifestFiles(membership?.root ?? folder, manager.lockfile),
    ...sourceOf(folder, isRoot),
    beside: besideCode(folder),
    hasPublic: folder.hasFolder('public'),
    ...(membership ? { workspace: membership.facts } : {}),
  }
  const system = nodeSystemPackages(production)
  // What a workspace's lock file names may be another member's.
  const binaries = membership ? [] : modulesForOne(folder)
  const evidence: Evidence[] = [
    ...variables.map((one): Evidence => ({ key: `variable.${one.name}`, value: one.name, file: one.file, line: one.line, confidence: 'certain' })),
    ...uses,
  ]
  const unit: UnitFacts = {
    name: folder.dir === '.' ? role : (folder.dir.split('/').at(-1) ?? folder.dir),
    dir: folder.dir,
    role,
    language: 'node',
    stack: stackIds[served],
    framework: framework?.title ?? null,
    ...manager,
    runtime,
    entrypoint: served === 'next' ? (node.complete ? standaloneEntry(folder, membership) : 'next start') : (entry?.value ?? null),
    factory: false,
    port,
    healthPath,
    files: [],
    routes,
    ...(metrics ? { metrics } : {}),
    migrations,
    alternatives: [],
    details: {},
    systemPackages: system,
    internalDependencies: membership?.names ?? [],
    ...(membership ? { workspace: workspaceFacts(membership) } : {}),
    ...(binaries.length > 0 ? { binaries } : {}),
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

/** A token that stands in the file itself would be in the build context, so the file stays out of it. */
function writtenCredential(folder: UnitFolder): { text: string; file: string; line: number }[] {
  const line = folder.has('.npmrc') ? credentialLine(folder.read('.npmrc')) : null
  const text =
    'A credential stands in .npmrc, so builds do without that file: write ${NPM_TOKEN} in its place and run this again, and builds get it as a secret.'
  return line === null ? [] : [{ text, file: folder.fromRoot('.npmrc'), line }]
}

/** Where a framework's build brings the server, a port in the code is another program's. */
function portScripts(framework: Framework | null, scripts: readonly Script[]): readonly Script[] {
  const brought = framework?.served === 'next' || (framework?.entry !== undefined && !scripts.some((one) => listensAt.test(one.text)))
  return brought ? [] : scripts
}

/** What the build reads; in the root of a workspace without the folders that hold its members. */
function sourceOf(folder: UnitFolder, isRoot: boolean): Pick<NodeFacts, 'source' | 'folders'> {
  const source = sourceEntries(folder)
  if (!isRoot) return { source }
  const members = workspaceIn(folder.project, folder.dir)?.members ?? []
  const own = source.filter((path) => !members.some(({ dir }) => dir === path || dir.startsWith(`${path}/`)))
  return { source: own, folders: own.filter((path) => folder.hasFolder(path)) }
}

/** The root of a workspace settles for its members what they do not settle themselves. */
function settledBy(manifest: PackageJson, what: 'manager' | 'engine', membership: Membership | null): PackageJson {
  return manifest[what] || (what === 'engine' && manifest.volta) ? manifest : (membership?.workspace.manifest ?? manifest)
}

/** Next.js keeps the folders of a workspace as they are. */
function standaloneEntry({ dir }: UnitFolder, membership: Membership | null): string {
  const { root = dir } = membership?.workspace ?? {}
  return `.next/standalone/${dir === root ? '' : `${root === '.' ? dir : dir.slice(root.length + 1)}/`}server.js`
}

/** The folder that the build fills, where what is started lies in one that is not there yet. */
function builtFolder(entry: Entry | null, folder: UnitFolder, manifest: PackageJson): string | null {
  const top = entry?.value.includes('/') ? (entry.value.split(' ')[0]?.split('/')[0] ?? null) : null
  return top !== null && manifest.scripts.has('build') && !folder.hasFolder(top) ? top : null
}
