import { isTest } from './decoys.ts'
import type { Pyproject } from './readers/pyproject.ts'
import { isTable, textAt, textsAt } from './readers/toml.ts'

/** A Python file of the unit; path relative to the unit. */
export interface SourceFile {
  path: string
  text: string
}

/** Top-level names that a file imports absolutely. */
const importLine = /^[ \t]*(?:from[ \t]+([A-Za-z_]\w*)[\w.]*[ \t]+import\b|import[ \t]+([\w.]+(?:[ \t]*,[ \t]*[\w.]+)*))/gm

/**
 * The folder that has to be on Python's path, so that the code's own imports work: what pyproject states, else the folder in which
 * most of them resolve, else `src` where that holds the code.
 *
 * @param started modules that a Procfile or script starts (`src.main`): how people run the code shows where they run it from.
 */
export function importRoot(files: readonly SourceFile[], pyproject: Pyproject | null, started: readonly string[]): string {
  const paths = new Set(files.map((file) => file.path))
  const folders = new Set(files.flatMap((file) => foldersOf(file.path)))
  const stated = pyproject && statedRoot(pyproject)
  if (stated && folders.has(stated)) return stated
  const resolves = (root: string, name: string) => {
    const path = root === '.' ? name : `${root}/${name}`
    return paths.has(`${path}.py`) || folders.has(path)
  }
  const votes = new Map<string, number>()
  const vote = (root: string, weight: number) => votes.set(root, (votes.get(root) ?? 0) + weight)
  for (const file of files) {
    const top = file.path.includes('/') ? (file.path.split('/')[0] ?? '.') : null
    for (const name of importedNames(file)) {
      // A package imports its own name from outside itself as well as from inside, so the outermost place counts.
      if (resolves('.', name)) vote('.', 1)
      else if (resolves('src', name)) vote('src', 1)
      else if (top && !isTest(file.path) && resolves(top, name) && !paths.has(`${top}/__init__.py`)) vote(top, 1)
    }
  }
  // Python puts the folder of the file that it runs on its path, and manage.py says what it finds there.
  for (const file of files.filter((one) => /(^|\/)manage\.py$/.test(one.path))) {
    const root = file.path.includes('/') ? file.path.slice(0, file.path.lastIndexOf('/')) : '.'
    const settings = /["']DJANGO_SETTINGS_MODULE["']\s*,\s*["'](\w+)/.exec(file.text)?.[1]
    if (settings !== undefined && resolves(root, settings)) vote(root, 5)
  }
  for (const module of started) {
    const path = module.replaceAll('.', '/')
    for (const root of ['.', 'src']) if (paths.has(root === '.' ? `${path}.py` : `${root}/${path}.py`)) vote(root, 5)
  }
  const fallback = folders.has('src') && !paths.has('src/__init__.py') && files.some((file) => /^src\//.test(file.path)) ? 'src' : '.'
  const best = [...votes].sort((a, b) => b[1] - a[1] || (a[0] === fallback ? -1 : 1))[0]
  // Root modules that import each other say nothing about what lies below `src`.
  return best?.[0] ?? fallback
}

/** Import name of a file: `src/shop/main.py` → `shop.main`, `src/shop/__init__.py` → `shop`. */
export function moduleName(path: string, root: string): string {
  const below = root !== '.' && path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path
  return below
    .replace(/\.py$/, '')
    .replace(/\/?__init__$/, '')
    .replaceAll('/', '.')
}

export function importedNames(file: SourceFile): readonly string[] {
  const known = imported.get(file)
  if (known) return known
  const names = [...file.text.matchAll(importLine)].flatMap((match) =>
    match[1] ? [match[1]] : (match[2] ?? '').split(',').map((name) => name.trim().split('.')[0] ?? ''),
  )
  imported.set(file, names)
  return names
}

/** Asked for once to find where imports resolve, and once to find what is imported. */
const imported = new WeakMap<SourceFile, readonly string[]>()

function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

/** Where build backends and test configuration say that packages lie. */
function statedRoot(pyproject: Pyproject): string | null {
  const where = textsAt(pyproject.tool('setuptools.packages.find'), 'where')[0]
  if (where) return where.replace(/\/$/, '')
  const directory = textAt(pyproject.tool('setuptools.package-dir'), '')
  if (directory) return directory
  const hatch = textsAt(pyproject.tool('hatch.build.targets.wheel'), 'packages')[0]
  if (hatch?.includes('/')) return hatch.slice(0, hatch.lastIndexOf('/'))
  const poetry = pyproject.tool('poetry')?.['packages']
  const from = Array.isArray(poetry) ? poetry.filter(isTable).map((one) => textAt(one, 'from'))[0] : null
  if (from) return from
  if (textAt(pyproject.buildSystem, 'build-backend') === 'uv_build') {
    const root = textAt(pyproject.tool('uv.build-backend'), 'module-root') ?? 'src'
    return root === '' ? null : root
  }
  return null
}
