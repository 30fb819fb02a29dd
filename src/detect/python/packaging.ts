import type { PythonFacts } from '../python-facts.ts'
import type { Manifests } from '../manifests.ts'
import type { Pyproject } from '../readers/pyproject.ts'
import { readRequirement } from '../readers/requirement.ts'
import { tableAt, textAt, textsAt } from '../readers/toml.ts'
import type { Surroundings } from '../python-workspace/facts.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { poetryPackages } from './expected-packages.ts'
import { localProjects } from './local-projects.ts'
import { buildFiles, metadataFiles } from './metadata-files.ts'
import { standInFor, standInForSetup } from './stand-in.ts'

type Packaging = Pick<
  PythonFacts,
  'packaged' | 'distribution' | 'backend' | 'versionVariable' | 'standIn' | 'standInRefused' | 'linked' | 'localProjects' | 'projectFiles' | 'buildFiles'
>

/** Whether and how the manager installs the project itself. */
export function packagingOf(folder: UnitFolder, manifests: Manifests, manager: string, surroundings: Surroundings | null): Packaging {
  const { pyproject, setup } = manifests
  const distribution = textAt(pyproject?.project ?? null, 'name') ?? textAt(pyproject?.tool('poetry') ?? null, 'name') ?? setup?.name ?? null
  const local = localProjects(manifests, manager)
  // Poetry packs nothing from above the project's folder: there the code is run from its place.
  const unpacked = manager === 'poetry' && (surroundings?.bundled.length ?? 0) > 0
  const packaged = !unpacked && isPackaged(folder, manifests, manager, distribution ?? '')
  const standIn = packaged ? standInOf(folder, manifests, distribution ?? '') : null
  return {
    packaged,
    distribution,
    backend: pyproject?.buildSystem ? (textAt(pyproject.buildSystem, 'build-backend') ?? 'setuptools.build_meta:__legacy__') : null,
    versionVariable: packaged ? variableForVersion(pyproject) : null,
    standIn: typeof standIn === 'string' ? null : standIn,
    standInRefused: typeof standIn === 'string' ? standIn : null,
    linked: local.some((one) => one.path === '.' && one.editable),
    // What is mirrored holds these too.
    localProjects: (surroundings?.mirror ? [] : local).filter((one) => isInside(folder, one.path)).map(({ path, editable }) => ({ path, editable })),
    projectFiles: ['pyproject.toml', 'setup.py', 'setup.cfg'].filter((file) => folder.has(file)),
    buildFiles: buildFiles(folder, pyproject),
  }
}

/** Each manager has a word of its own for a project that is only run from its source. */
function isPackaged(folder: UnitFolder, manifests: Manifests, manager: string, distribution: string): boolean {
  const { pyproject } = manifests
  const itself = localProjects(manifests, manager).some((one) => one.path === '.')
  if (manager === 'pipenv' || manager === 'conda' || manager === 'pixi') return itself
  // Without a requirements file its own metadata lists what it needs.
  if (manager === 'pip') return manifests.main ? itself : manifests.setup !== null || Boolean(pyproject?.project)
  const said = { uv: 'package', poetry: 'package-mode', pdm: 'distribution' }[manager]
  if (said === undefined || !pyproject?.buildSystem) return false
  const stated = pyproject.tool(manager)?.[said]
  if (typeof stated === 'boolean') return stated
  // Poetry takes every project for a package; without a folder for it that is nothing but its default.
  return manager !== 'poetry' || poetryPackages(folder, pyproject, distribution)
}

/** A folder or wheel of the repository that the unit's build context holds. */
function isInside(folder: UnitFolder, path: string): boolean {
  return (
    path !== '.' &&
    !path.startsWith('..') &&
    !path.startsWith('/') &&
    folder.project.files.some((file) => file === folder.fromRoot(path) || file.startsWith(`${folder.fromRoot(path)}/`))
  )
}

function standInOf(folder: UnitFolder, { pyproject, setup }: Manifests, distribution: string): readonly string[] | string {
  if (pyproject?.buildSystem && (pyproject.project ?? pyproject.tool('poetry'))) return standInFor(folder, pyproject, distribution)
  if (setup) return standInForSetup(folder, setup)
  // Metadata alone: setuptools finds nothing to pack and is content.
  return pyproject ? metadataFiles(folder, pyproject) : []
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
  // The version beside it is a stand-in of the plugin's.
  if (pyproject?.tool('poetry-dynamic-versioning')?.['enable'] === true) return 'POETRY_DYNAMIC_VERSIONING_BYPASS'
  if (!textsAt(pyproject?.project ?? null, 'dynamic').includes('version')) return null
  return required.flatMap((name) => versionVariables[name] ?? [])[0] ?? null
}
