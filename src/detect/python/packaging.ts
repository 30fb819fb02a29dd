import type { PythonFacts } from '../facts.ts'
import type { Manifests } from '../manifests.ts'
import type { Pyproject } from '../readers/pyproject.ts'
import { normalise, readRequirement } from '../readers/requirement.ts'
import { isTable, tableAt, textAt, textsAt } from '../readers/toml.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { expectedPackages } from './expected-packages.ts'

type Packaging = Pick<PythonFacts, 'packaged' | 'distribution' | 'backend' | 'versionVariable' | 'standIn' | 'standInRefused' | 'buildFiles'>

/** Backends that need nothing of the source to write a package's metadata and scripts. */
const plainBackends: Readonly<Record<string, readonly string[]>> = {
  uv_build: ['uv-build'],
  'hatchling.build': ['hatchling'],
  'setuptools.build_meta': ['setuptools', 'wheel'],
  'flit_core.buildapi': ['flit-core'],
  'poetry.core.masonry.api': ['poetry-core'],
}

/** Dynamic entries that no file of the source fills in. */
const harmlessDynamic = new Set(['classifiers', 'urls', 'keywords'])

/** Whether and how the manager installs the project itself. */
export function packagingOf(folder: UnitFolder, manifests: Manifests, manager: string): Packaging {
  const { pyproject } = manifests
  const distribution = textAt(pyproject?.project ?? null, 'name') ?? textAt(pyproject?.tool('poetry') ?? null, 'name')
  const backend = pyproject?.buildSystem ? (textAt(pyproject.buildSystem, 'build-backend') ?? 'setuptools.build_meta:__legacy__') : null
  const packaged = pyproject !== null && manager !== 'pip' && isPackaged(pyproject)
  const versionVariable = packaged ? variableForVersion(pyproject) : null
  const plain = { packaged, distribution, backend, versionVariable, buildFiles: pyproject ? buildFiles(folder, pyproject) : [] }
  if (!packaged || !pyproject || manager !== 'uv')
    return { ...plain, standIn: null, standInRefused: packaged ? `${manager} builds the project from its source` : null }
  const refused = refusal(folder, pyproject)
  if (refused) return { ...plain, standIn: null, standInRefused: refused }
  const packages = expectedPackages(folder, pyproject, backend ?? '', distribution ?? '')
  if (typeof packages === 'string') return { ...plain, standIn: null, standInRefused: packages }
  return { ...plain, standIn: [...metadataFiles(folder, pyproject), ...packages.map((path) => `${path}/__init__.py`)], standInRefused: null }
}

/** What takes the version from git, by the variable that tells it one: git's history is no part of a build. */
const versionVariables: Readonly<Record<string, string>> = {
  'hatch-vcs': 'SETUPTOOLS_SCM_PRETEND_VERSION',
  'setuptools-scm': 'SETUPTOOLS_SCM_PRETEND_VERSION',
  'poetry-dynamic-versioning': 'POETRY_DYNAMIC_VERSIONING_BYPASS',
  'uv-dynamic-versioning': 'UV_DYNAMIC_VERSIONING_BYPASS',
}

function variableForVersion(pyproject: Pyproject | null): string | null {
  const required = textsAt(pyproject?.buildSystem ?? null, 'requires').map((text) => readRequirement(text)?.name ?? '')
  if (tableAt(pyproject?.root ?? {}, 'tool.pdm.version')?.['source'] === 'scm') return 'PDM_BUILD_SCM_VERSION'
  if (!textsAt(pyproject?.project ?? null, 'dynamic').includes('version')) return null
  return required.flatMap((name) => versionVariables[name] ?? [])[0] ?? null
}

function isPackaged(pyproject: Pyproject): boolean {
  const stated = pyproject.tool('uv')?.['package'] ?? pyproject.tool('poetry')?.['package-mode'] ?? pyproject.tool('pdm')?.['distribution']
  return typeof stated === 'boolean' ? stated : pyproject.buildSystem !== null
}

/** Why an empty package would not give the metadata that the source gives; null where it does. */
function refusal(folder: UnitFolder, pyproject: Pyproject): string | null {
  const backend = textAt(pyproject.buildSystem, 'build-backend') ?? ''
  const known = plainBackends[backend]
  if (!known) return `the build backend ${backend || 'setuptools (old form)'} may read any of the source`
  if (pyproject.buildSystem?.['backend-path']) return 'the build backend lies in the project itself'
  const plugin = textsAt(pyproject.buildSystem, 'requires').find((text) => !known.includes(readRequirement(text)?.name ?? text))
  if (plugin) return `the build needs ${readRequirement(plugin)?.name ?? plugin}, which may read any of the source`
  const dynamic = textsAt(pyproject.project, 'dynamic').find((name) => !harmlessDynamic.has(name))
  if (dynamic) return `${dynamic} is dynamic: the build backend reads it from the source`
  if (!textAt(pyproject.project, 'version') && !textAt(pyproject.tool('poetry'), 'version')) return 'no static version'
  const local = Object.entries(pyproject.tool('uv.sources') ?? {}).find(([, value]) =>
    [value].flat().some((one) => isTable(one) && (one['workspace'] === true || 'path' in one)),
  )
  if (local || pyproject.tool('uv.workspace')) return local ? `${local[0]} comes from a folder of the project` : 'the project is a workspace'
  return toolRefusal(folder, pyproject, backend)
}

function toolRefusal(folder: UnitFolder, pyproject: Pyproject, backend: string): string | null {
  if (backend === 'hatchling.build') {
    const hatch = pyproject.tool('hatch.build')
    const targets = Object.values(tableAt(pyproject.root, 'tool.hatch.build.targets') ?? {}).filter(isTable)
    for (const table of [hatch, ...targets]) {
      for (const key of ['hooks', 'force-include', 'only-include', 'sources', 'artifacts'])
        if (table && key in table) return `hatch's ${key} need files of the source`
    }
  }
  if (backend === 'setuptools.build_meta') {
    if (folder.has('setup.py')) return 'setup.py may do anything while it builds'
    if (pyproject.tool('setuptools')?.['ext-modules']) return 'extensions are compiled'
    if (folder.has('setup.cfg') && /^\[(options|metadata)/m.test(folder.read('setup.cfg'))) return 'setup.cfg takes part in the build'
    if (pyproject.tool('setuptools.package-data') || pyproject.tool('setuptools.data-files')) return 'files of the source are listed for the build'
  }
  if (backend === 'poetry.core.masonry.api' && pyproject.tool('poetry')?.['build']) return 'a script takes part in the build'
  if (backend === 'uv_build' && (pyproject.tool('uv.build-backend')?.['namespace'] === true || pyproject.tool('uv.build-backend.data')))
    return 'a namespace or data folder takes part in the build'
  return null
}

/** The readme and licence files that the metadata holds: a backend stops where one is missing. */
function metadataFiles(folder: UnitFolder, pyproject: Pyproject): string[] {
  const { project } = pyproject
  const readme = project?.['readme'] ?? pyproject.tool('poetry')?.['readme']
  const license = project?.['license']
  const globs = textsAt(project, 'license-files')
  const named = [readme, license].flatMap((value) =>
    isTable(value) ? (textAt(value, 'file') ?? []) : typeof value === 'string' && value === readme ? value : [],
  )
  const matched = globs.flatMap((glob) => folder.files.filter((file) => matches(glob, file)))
  return [...new Set([...named.map((path) => path.replace(/^\.\//, '')), ...matched])]
}

function matches(glob: string, path: string): boolean {
  const pattern = glob
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*\*\/?/g, '\u0000')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]')
    .replaceAll('\u0000', '.*')
  return new RegExp(`^${pattern}$`).test(path)
}

/** Files beside the source that the backend reads. */
function buildFiles(folder: UnitFolder, pyproject: Pyproject): string[] {
  const dynamic = Object.values(tableAt(pyproject.root, 'tool.setuptools.dynamic') ?? {})
    .filter(isTable)
    .flatMap((table) => [table['file'] ?? []].flat())
    .filter((file) => typeof file === 'string')
  const licences = folder.files.filter((file) => /^(licen[cs]e|copying|notice)[^/]*$/i.test(file))
  const hooks = ['setup.py', 'setup.cfg', 'MANIFEST.in', 'hatch_build.py', 'build.py', 'README.md', 'README.rst', 'README.txt', 'README'].filter(
    (file) => file !== 'build.py' || pyproject.tool('poetry')?.['build'],
  )
  const own = hooks.filter((file) => !file.startsWith('README') || metadataFiles(folder, pyproject).includes(file))
  const included = ['tool.hatch.build', 'tool.hatch.build.targets.wheel'].flatMap((table) =>
    ['force-include', 'shared-data', 'shared-scripts'].flatMap((key) => Object.keys(tableAt(pyproject.root, `${table}.${key}`) ?? {})),
  )
  return [...new Set([...metadataFiles(folder, pyproject), ...licences, ...own, ...dynamic, ...included.map((path) => path.replace(/^\.\//, ''))])].filter(
    (file) => folder.has(file),
  )
}

/** Names of local projects that this one installs from a folder: workspace members and paths. */
export function localDependencies(pyproject: Pyproject | null): string[] {
  return Object.entries(pyproject?.tool('uv.sources') ?? {})
    .filter(([, value]) => [value].flat().some((one) => isTable(one) && (one['workspace'] === true || 'path' in one)))
    .map(([name]) => normalise(name))
}
