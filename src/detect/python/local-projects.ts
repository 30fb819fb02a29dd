import type { Dependency } from '../facts.ts'
import type { Manifests } from '../manifests.ts'
import type { Pyproject } from '../readers/pyproject.ts'
import { normalise } from '../readers/requirement.ts'
import { isTable, lineOf, tableAt, textAt, type TomlTable, type TomlValue } from '../readers/toml.ts'

/** Another project of the repository, or a wheel in it, that this one installs from its folder. */
export interface LocalProject {
  /** Null where only a path is said. */
  name: string | null
  /** Relative to the unit, `..` where it lies outside; `.` is the unit itself. */
  path: string
  /** Installed as a link to its source. */
  editable: boolean
  file: string
  line: number
}

/** Those that the manager's own manifest names by path. */
export function localProjects(manifests: Manifests, manager: string): LocalProject[] {
  const { pyproject, pipfile, main, development } = manifests
  if (manager === 'pip') return [...(main?.local ?? []), ...(development?.local ?? [])].map((one) => ({ ...one, name: null }))
  if (manager === 'pipenv') return (pipfile?.local ?? []).map((one) => ({ ...one, file: pipfile?.file ?? '' }))
  if (manager === 'conda') return [...(manifests.conda.main?.local ?? [])].map((one) => ({ ...one, name: null }))
  if (manager === 'pixi') return [...(manifests.pixi?.local ?? [])]
  return pyproject ? [...fromSources(pyproject), ...fromPoetry(pyproject), ...fromRequirements(pyproject.dependencies)] : []
}

/** Names of local projects that this one installs from a folder: workspace members and paths. */
export function localDependencies(manifests: Manifests, manager: string): string[] {
  const members = Object.entries(manifests.pyproject?.tool('uv.sources') ?? {})
    .filter(([, value]) => [value].flat().some((one) => isTable(one) && one['workspace'] === true))
    .map(([name]) => normalise(name))
  const byPath = localProjects(manifests, manager).flatMap((one) =>
    one.path === '.' || one.path.endsWith('.whl') ? [] : (one.name ?? one.path.split('/').at(-1) ?? []),
  )
  return [...new Set([...members, ...byPath])]
}

/** `[tool.uv.sources] kit = { path = "libs/kit" }`; uv links to nothing in an image. */
function fromSources(pyproject: Pyproject): LocalProject[] {
  return Object.entries(pyproject.tool('uv.sources') ?? {}).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => found(one, name, { file: pyproject.file, line: lineOf(pyproject, 'tool.uv.sources', name) }, false)),
  )
}

function fromPoetry(pyproject: Pyproject): LocalProject[] {
  const groups = Object.keys(tableAt(pyproject.root, 'tool.poetry.group') ?? {}).map((name) => `tool.poetry.group.${name}.dependencies`)
  return ['tool.poetry.dependencies', 'tool.poetry.dev-dependencies', ...groups].flatMap((table) =>
    Object.entries(tableAt(pyproject.root, table) ?? {}).flatMap(([name, value]) =>
      found(value, name, { file: pyproject.file, line: lineOf(pyproject, table, name) }, isTable(value) && value['develop'] === true),
    ),
  )
}

function found(value: TomlValue | TomlTable, name: string, at: { file: string; line: number }, editable: boolean): LocalProject[] {
  const path = isTable(value) ? textAt(value, 'path') : null
  return path === null ? [] : [{ name: normalise(name), path: tidy(path), editable, ...at }]
}

/** `kit @ file:///${PROJECT_ROOT}/libs/kit`, as PDM writes it. */
function fromRequirements(dependencies: readonly Dependency[]): LocalProject[] {
  return dependencies.flatMap(({ name, spec, file, line }) => {
    const path = /^@\s*file:\/\/\/?\$\{PROJECT_ROOT\}\/([^#\s]+)/.exec(spec)?.[1]
    return path === undefined ? [] : [{ name, path: tidy(path), editable: false, file, line }]
  })
}

function tidy(path: string): string {
  return path.replace(/^(\.\/)+/, '').replace(/\/+$/, '') || '.'
}
