import type { Pyproject } from '../readers/pyproject.ts'
import { isTable, tableAt, textAt, textsAt } from '../readers/toml.ts'
import type { UnitFolder } from '../unit-folder.ts'

/** The readme and licence files that the metadata holds: a backend stops where one is missing. */
export function metadataFiles(folder: UnitFolder, pyproject: Pyproject): string[] {
  const { project } = pyproject
  const readme = project?.['readme'] ?? pyproject.tool('poetry')?.['readme']
  const license = project?.['license']
  const globs = textsAt(project, 'license-files')
  const named = [readme, license].flatMap((value) => {
    if (isTable(value)) return textAt(value, 'file') ?? []
    return value === readme ? [value ?? []].flat().filter((one) => typeof one === 'string') : []
  })
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
export function buildFiles(folder: UnitFolder, pyproject: Pyproject | null): string[] {
  const root = pyproject?.root ?? {}
  const metadata = pyproject ? metadataFiles(folder, pyproject) : folder.files.filter((file) => /^README(\.\w+)?$/.test(file))
  const dynamic = Object.values(tableAt(root, 'tool.setuptools.dynamic') ?? {})
    .filter(isTable)
    .flatMap((table) => [table['file'] ?? []].flat())
    .filter((file) => typeof file === 'string')
  const licences = folder.files.filter((file) => /^(licen[cs]e|copying|notice)[^/]*$/i.test(file))
  const hooks = ['setup.py', 'setup.cfg', 'MANIFEST.in', 'hatch_build.py', 'build.py', 'README.md', 'README.rst', 'README.txt', 'README'].filter(
    (file) => file !== 'build.py' || pyproject?.tool('poetry')?.['build'],
  )
  const own = hooks.filter((file) => !file.startsWith('README') || metadata.includes(file))
  const included = ['tool.hatch.build', 'tool.hatch.build.targets.wheel'].flatMap((table) =>
    ['force-include', 'shared-data', 'shared-scripts'].flatMap((key) => Object.keys(tableAt(root, `${table}.${key}`) ?? {})),
  )
  return [...new Set([...metadata, ...licences, ...own, ...dynamic, ...included.map((path) => path.replace(/^\.\//, ''))])].filter((file) => folder.has(file))
}
