import type { Pyproject } from '../readers/pyproject.ts'
import { isTable, textAt, textsAt } from '../readers/toml.ts'
import type { UnitFolder } from '../unit-folder.ts'

/**
 * Folders of the packages that a build backend insists on, relative to the unit: `src/shop`.
 * @returns a sentence where they cannot be told, or are not where the backend will look.
 */
export function expectedPackages(folder: UnitFolder, pyproject: Pyproject, backend: string, distribution: string): readonly string[] | string {
  const stated = statedPackages(pyproject, backend)
  if (stated) return stated.length === 0 ? 'the packages to install cannot be told' : present(folder, stated)
  const name = distribution.toLowerCase().replace(/[-_.]+/g, '_')
  const candidates = backend === 'uv_build' ? [withRoot(uvRoot(pyproject), name)] : [`src/${name}`, name]
  const found = candidates.find((path) => folder.has(`${path}/__init__.py`)) ?? candidates.find((path) => folder.hasFolder(path))
  if (found) return present(folder, [found])
  // These take whatever packages they find, so they are content with none.
  if (backend === 'setuptools.build_meta' || backend === 'pdm.backend') return folder.hasFolder('src') ? [`src/${name}`] : [name]
  return `${backend} expects the package in ${candidates.join(' or ')}, where there is none`
}

/** Whether there is anything that Poetry would install as the project: packages that it was told of, or one of its name. */
export function poetryPackages(folder: UnitFolder, pyproject: Pyproject, distribution: string): boolean {
  if (pyproject.tool('poetry')?.['packages']) return true
  const name = distribution.toLowerCase().replace(/[-_.]+/g, '_')
  return [name, `src/${name}`].some((path) => folder.hasFolder(path) || folder.has(`${path}.py`))
}

/** A package without `__init__.py` would be hidden by an installed stand-in that has one, wherever it stands on the path. */
function present(folder: UnitFolder, packages: readonly string[]): readonly string[] | string {
  const gone = packages.find((path) => !folder.hasFolder(path))
  if (gone !== undefined) return `pyproject.toml names the package ${gone}, which is not there`
  const bare = packages.find((path) => !folder.has(`${path}/__init__.py`))
  return bare === undefined ? packages : `${bare} has no __init__.py`
}

/** Where pyproject names the packages itself; null where the backend finds them by the project's name. */
function statedPackages(pyproject: Pyproject, backend: string): readonly string[] | null {
  if (backend === 'uv_build') {
    const name = pyproject.tool('uv.build-backend')?.['module-name']
    const names = [name ?? []].flat().filter((one) => typeof one === 'string')
    return name === undefined ? null : names.map((one) => withRoot(uvRoot(pyproject), one.replaceAll('.', '/')))
  }
  if (backend === 'hatchling.build') {
    const packages = textsAt(pyproject.tool('hatch.build.targets.wheel'), 'packages')
    return packages.length > 0 ? packages.map(tidy) : null
  }
  if (backend === 'setuptools.build_meta') {
    const packages = textsAt(pyproject.tool('setuptools'), 'packages')
    const root = textAt(pyproject.tool('setuptools.package-dir'), '') ?? '.'
    return packages.length > 0 ? packages.map((one) => withRoot(root, one.replaceAll('.', '/'))) : null
  }
  if (backend === 'poetry.core.masonry.api') {
    const packages = pyproject.tool('poetry')?.['packages']
    if (!Array.isArray(packages)) return null
    const named = packages.filter(isTable).map((one) => ({ include: textAt(one, 'include'), from: textAt(one, 'from') ?? '.' }))
    return named.every((one) => one.include && /^[\w/]+$/.test(one.include)) ? named.map((one) => withRoot(one.from, one.include ?? '')) : []
  }
  const flit = textAt(pyproject.tool('flit.module'), 'name')
  return flit ? [flit] : null
}

function uvRoot(pyproject: Pyproject): string {
  return textAt(pyproject.tool('uv.build-backend'), 'module-root') ?? 'src'
}

function withRoot(root: string, path: string): string {
  return tidy(root === '' || root === '.' ? path : `${root}/${path}`)
}

function tidy(path: string): string {
  return path.replace(/^\.\//, '').replace(/\/+$/, '')
}
