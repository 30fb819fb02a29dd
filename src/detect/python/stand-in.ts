import type { Pyproject } from '../readers/pyproject.ts'
import type { Setup } from '../readers/setup.ts'
import { readRequirement } from '../readers/requirement.ts'
import { isTable, tableAt, textAt, textsAt } from '../readers/toml.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { expectedPackages } from './expected-packages.ts'
import { metadataFiles } from './metadata-files.ts'

/** Backends that need nothing of the source to write a package's metadata and scripts. */
const plainBackends: Readonly<Record<string, readonly string[]>> = {
  uv_build: ['uv-build'],
  'hatchling.build': ['hatchling'],
  'setuptools.build_meta': ['setuptools', 'wheel'],
  'flit_core.buildapi': ['flit-core'],
  'poetry.core.masonry.api': ['poetry-core'],
  'pdm.backend': ['pdm-backend'],
}

/** Dynamic entries that no file of the source fills in. */
const harmlessDynamic = new Set(['classifiers', 'urls', 'keywords'])

/**
 * Files to make empty so that the project's metadata and scripts can be installed without its source.
 * @returns a sentence where an empty package would not give what the source gives.
 */
export function standInFor(folder: UnitFolder, pyproject: Pyproject, distribution: string): readonly string[] | string {
  const backend = textAt(pyproject.buildSystem, 'build-backend') ?? ''
  const refused = refusal(pyproject) ?? toolRefusal(folder, pyproject, backend)
  if (refused) return refused
  const packages = expectedPackages(folder, pyproject, backend, distribution)
  if (typeof packages === 'string') return packages
  return [...metadataFiles(folder, pyproject), ...packages.map((path) => `${path}/__init__.py`)]
}

/** The same for a project that setup.py or setup.cfg describes. */
export function standInForSetup(folder: UnitFolder, setup: Setup): readonly string[] | string {
  if (setup.refused) return setup.refused
  const bare = setup.packages.find((path) => !folder.has(`${path}/__init__.py`))
  if (bare !== undefined) return `${bare} has no __init__.py`
  // The folder that packages are looked for in has to be there, even with nothing in it.
  const found =
    setup.root === '.' || setup.packages.length > 0 ? [] : folder.files.filter((file) => new RegExp(`^${setup.root}/[^/]+/__init__\\.py$`).test(file))
  return [...setup.reads.filter((path) => folder.has(path)), ...setup.packages.map((path) => `${path}/__init__.py`), ...found]
}

/** Why an empty package would not give the metadata that the source gives; null where it does. */
function refusal(pyproject: Pyproject): string | null {
  const backend = textAt(pyproject.buildSystem, 'build-backend') ?? ''
  const known = plainBackends[backend]
  if (!known) return `the build backend ${backend || 'setuptools (old form)'} may read any of the source`
  if (pyproject.buildSystem?.['backend-path']) return 'the build backend lies in the project itself'
  const plugin = textsAt(pyproject.buildSystem, 'requires').find((text) => !known.includes(readRequirement(text)?.name ?? text))
  if (plugin) return `the build needs ${readRequirement(plugin)?.name ?? plugin}, which may read any of the source`
  const dynamic = textsAt(pyproject.project, 'dynamic').find((name) => !harmlessDynamic.has(name))
  if (dynamic) return `${dynamic} is dynamic: the build backend reads it from the source`
  if (!textAt(pyproject.project, 'version') && !textAt(pyproject.tool('poetry'), 'version')) return 'no static version'
  return null
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
