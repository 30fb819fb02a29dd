import { basename } from 'node:path'
import { stacks } from '../stacks/index.ts'
import { refuseMissingEntries } from './dagster/refuse.ts'
import { existingFiles } from './existing.ts'
import type { Facts, ServiceFacts, UnitFacts } from './facts.ts'
import type { StatedDependencies } from './python-facts.ts'
import { withFlags } from './ledger.ts'
import { installSecrets } from './install-secrets.ts'
import { foreignBuild } from './foreign-build.ts'
import { nxApplications } from './node/nx.ts'
import type { Project } from './project.ts'
import { detectPythonUnits, type DetectedUnit } from './python-unit.ts'
import { readPyproject } from './readers/pyproject.ts'
import { textAt } from './readers/toml.ts'
import { codeOfMembers } from './shared-code.ts'
import { unitFolder, type UnitFolder } from './unit-folder.ts'
import { unitFolders } from './units.ts'
import { checkWorkspaces } from './workspace/check.ts'

/**
 * Finds out what a project is, by reading alone. A project in which nothing is recognised has no units.
 * @param stated what a person said that folders without a manifest need, by folder.
 * @throws UserError where a file that matters cannot be read or parsed.
 */
export async function detect(project: Project, stated: ReadonlyMap<string, StatedDependencies> = new Map()): Promise<Facts> {
  const folders = unitFolders(project)
  const ofNx = nxApplications(project)
  const found: DetectedUnit[] = []
  for (const dir of folders) {
    const ofMembers = codeOfMembers(project, dir)
    const folder = unitFolder(project, dir, [...folders, ...ofMembers, ...ofNx])
    const python = await detectPythonUnits(folder, stacks, stated.get(dir))
    // Where a Python program has a package.json beside it, that is for its assets; scripts that no manifest speaks of make no program of a page.
    const node = python.some(({ unit }) => unit.packageManager !== 'none') ? [] : await nodeUnits(folder)
    const units = node.length > 0 ? node : python
    // The members' app is not the root's to ask for.
    found.push(...units.filter(({ unit }) => ofMembers.length === 0 || unit.entrypoint !== null || unit.alternatives.length > 0))
  }
  await refuseMissingEntries(project, new Set(found.flatMap(({ unit }) => unit.python?.dependencies.map((one) => one.name) ?? [])))
  const named = await withSecrets(withForeignBuild(withChoices(withOwnNames(await checkWorkspaces(found, project))), project), project)
  const folderCount = new Set(named.map((one) => one.unit.dir)).size
  return {
    project: await projectName(project, named),
    layout: folderCount < 2 && named.every((one) => one.unit.dir === '.') ? 'single' : 'monorepo',
    // A flag without a name speaks of the one folder's first unit.
    units: named.map((one, index) => withFlags(project.truncated ? withBound(one.unit, project) : one.unit, one.unknown, folderCount === 1 && index === 0)),
    services: servicesOf(named),
    existing: existingFiles(project),
  }
}

/** Loaded only where there is something for it to read. */
async function nodeUnits(folder: UnitFolder): Promise<DetectedUnit[]> {
  if (!folder.has('package.json')) return []
  const { detectNodeUnits } = await import('./node-unit.ts')
  return detectNodeUnits(folder)
}

/** Two workers in two folders: a name that is taken gets its folder's in front; two in one folder: the second gets its library's. */
function withOwnNames(found: readonly DetectedUnit[]): DetectedUnit[] {
  const taken = new Map<string, number>()
  for (const { unit } of found) taken.set(unit.name, (taken.get(unit.name) ?? 0) + 1)
  return found.map((one, index) => {
    const { name, role, dir, stack, framework } = one.unit
    if ((taken.get(name) ?? 0) < 2 || name !== role) return one
    const neighbour = found.slice(0, index).some(({ unit }) => unit.dir === dir && unit.name === name)
    const own = neighbour ? composeName(framework ?? stack) : dir === '.' ? null : (dir.split('/').at(-1) ?? dir)
    return own === null ? one : { ...one, unit: { ...one.unit, name: `${own}-${role}` } }
  })
}

/** What concerns all units of a stack is asked with the first of them. */
function withChoices(found: readonly DetectedUnit[]): DetectedUnit[] {
  return found.map((one, index) => {
    const choice = stacks.find((stack) => stack.id === one.unit.stack)?.chooses
    const first = found.findIndex(({ unit }) => unit.stack === one.unit.stack) === index
    return choice && first ? { ...one, unknown: [...one.unknown, { ...choice, required: false }] } : one
  })
}

/** What each one's install of private packages asks for. */
async function withSecrets(found: readonly DetectedUnit[], project: Project): Promise<DetectedUnit[]> {
  return Promise.all(
    found.map(async (one) => {
      const secrets = await installSecrets(project, one.unit)
      return secrets.length > 0 ? { ...one, unit: { ...one.unit, installSecrets: secrets } } : one
    }),
  )
}

/** Told once, with the first unit. */
function withForeignBuild([first, ...others]: readonly DetectedUnit[], project: Project): DetectedUnit[] {
  return first ? [{ ...first, unit: { ...first.unit, notes: [...first.unit.notes, ...foreignBuild(project)] } }, ...others] : []
}

/** What lies beyond the bound was not seen, and nobody should have to guess that. */
function withBound(unit: UnitFacts, { files }: Project): UnitFacts {
  return { ...unit, notes: [...unit.notes, { text: `only the first ${files.length} files were looked at`, file: unit.dir, line: 1 }] }
}

function servicesOf(found: readonly DetectedUnit[]): ServiceFacts[] {
  const kinds = [...new Set(found.flatMap((one) => one.unit.uses))]
  return kinds.map((kind) => ({
    kind,
    usedBy: found.filter((one) => one.unit.uses.includes(kind)).map((one) => one.unit.name),
    // Units of one folder share what speaks for it.
    evidence: [...new Set(found.flatMap((one) => one.uses.filter((evidence) => evidence.key === `uses.${kind}`)))],
  }))
}

/** A name that compose accepts: from the manifest, else the folder's. */
async function projectName(project: Project, found: readonly DetectedUnit[]): Promise<string> {
  const root = found.find((one) => one.unit.dir === '.')
  const name = root?.unit.python ? root.unit.python.distribution : (root?.unit.node?.name ?? (await nameInPyproject(project)))
  return composeName(name ?? '') || composeName(basename(project.root)) || 'app'
}

/** The root of a workspace is no unit and has a name all the same. */
async function nameInPyproject(project: Project): Promise<string | null> {
  const pyproject = await readPyproject(unitFolder(project, '.'))
  return textAt(pyproject?.project ?? null, 'name') ?? textAt(pyproject?.tool('poetry') ?? null, 'name')
}

function composeName(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[^a-z0-9]+|[-_]+$/g, '')
}
