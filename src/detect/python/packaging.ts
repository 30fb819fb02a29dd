import type { PythonFacts } from '../facts.ts'
import type { Manifests } from '../manifests.ts'
import type { Pyproject } from '../readers/pyproject.ts'
import { readRequirement } from '../readers/requirement.ts'
import { tableAt, textAt, textsAt } from '../readers/toml.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { poetryPackages } from './expected-packages.ts'
import { buildFiles } from './metadata-files.ts'
import { standInFor } from './stand-in.ts'

type Packaging = Pick<PythonFacts, 'packaged' | 'distribution' | 'backend' | 'versionVariable' | 'standIn' | 'standInRefused' | 'buildFiles'>

/** Whether and how the manager installs the project itself. */
export function packagingOf(folder: UnitFolder, manifests: Manifests, manager: string): Packaging {
  const { pyproject } = manifests
  const distribution = textAt(pyproject?.project ?? null, 'name') ?? textAt(pyproject?.tool('poetry') ?? null, 'name')
  const backend = pyproject?.buildSystem ? (textAt(pyproject.buildSystem, 'build-backend') ?? 'setuptools.build_meta:__legacy__') : null
  const packaged = pyproject !== null && isPackaged(folder, pyproject, manager, distribution ?? '')
  const standIn = packaged ? standInFor(folder, pyproject, distribution ?? '') : null
  return {
    packaged,
    distribution,
    backend,
    versionVariable: packaged ? variableForVersion(pyproject) : null,
    standIn: typeof standIn === 'string' ? null : standIn,
    standInRefused: typeof standIn === 'string' ? standIn : null,
    buildFiles: pyproject ? buildFiles(folder, pyproject) : [],
  }
}

/** Each manager has a word of its own for a project that is only run from its source. */
function isPackaged(folder: UnitFolder, pyproject: Pyproject, manager: string, distribution: string): boolean {
  const said = { uv: 'package', poetry: 'package-mode', pdm: 'distribution' }[manager]
  if (said === undefined || pyproject.buildSystem === null) return false
  const stated = pyproject.tool(manager)?.[said]
  if (typeof stated === 'boolean') return stated
  // Poetry takes every project for a package; without a folder for it that is nothing but its default.
  return manager !== 'poetry' || poetryPackages(folder, pyproject, distribution)
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
