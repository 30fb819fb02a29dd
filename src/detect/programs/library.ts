import type { UnitSource } from '../source.ts'

/** It says so where packages are published. */
export function isLibrary(source: UnitSource): boolean {
  const manifests = ['pyproject.toml', 'setup.cfg', 'setup.py'].filter((file) => source.files.includes(file))
  return manifests.some((file) => /Topic :: Software Development :: Libraries/.test(source.read(file)))
}

/** As many names as the package itself hands out are more than a version and a function to start it. */
const handedOut = 3

/**
 * A package for other programs to import: it says that it is one, by a classifier or by types for those who import it, its package hands
 * out names of its own, and nothing in the project deploys it. Its commands, even one that serves, are for those who use it.
 */
export function isOffered(source: UnitSource): boolean {
  const typed = source.own.length > 0 && source.files.some((file) => /(^|\/)py\.typed$/.test(file))
  if (!typed && !isLibrary(source)) return false
  const deployed = source.launches.some((one) => one.purpose === 'production' && one.weight >= 45)
  return !deployed && source.own.some((one) => isTop(one.path, source) && handsOut(one.text) >= handedOut)
}

function isTop(path: string, { importRoot }: UnitSource): boolean {
  const below = importRoot !== '.' && path.startsWith(`${importRoot}/`) ? path.slice(importRoot.length + 1) : path
  return /^\w+\/__init__\.py$/.test(below)
}

/** Names that `__init__.py` takes from its own modules: `from .client import Client, get`. */
function handsOut(text: string): number {
  const imports = [...text.matchAll(/^from[ \t]+\.[\w.]*[ \t]+import[ \t]+(?:\(([^)]*)\)|([^\n#]*))/gm)]
  return imports.flatMap((match) => (match[1] ?? match[2] ?? '').split(',').filter((name) => /\w|\*/.test(name))).length
}
