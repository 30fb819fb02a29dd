import { isDevelopmentFile, readRequirements, type Requirements } from './readers/requirements.ts'
import type { UnitFolder } from './unit-folder.ts'

/** Which requirements files are installed: the one for production, and the one for development. */
export interface ChosenRequirements {
  main: Requirements | null
  development: Requirements | null
}

/**
 * By the names that people give them; then by what they include: a file that brings one for development is itself for
 * development, and production is the ordinary one among those it brings that names the most.
 * @param file the one that a person named, where none has a name that says so.
 */
export function chooseRequirements(folder: UnitFolder, file: string | null = null): ChosenRequirements {
  const names = file === null ? requirementFilesIn(folder.files) : { main: file, development: null }
  const named = names.main === null ? null : readRequirements(folder, names.main)
  const development = names.development === null ? null : readRequirements(folder, names.development)
  return { main: named && withoutDevelopment(folder, named), development }
}

function withoutDevelopment(folder: UnitFolder, file: Requirements): Requirements {
  const included = file.files.slice(1)
  if (!included.some(isDevelopmentFile)) return file
  const narrower = included.filter((path) => !isDevelopmentFile(path)).map((path) => readRequirements(folder, path))
  const [widest] = narrower
    .filter((one) => one.dependencies.length > 0 && !one.files.some(isDevelopmentFile))
    .sort((a, b) => b.dependencies.length - a.dependencies.length)
  return widest ?? file
}

/** In this order: said to be for production, the plain name, the usual names in a folder; else the shortest. */
const preferred = [
  /^requirements?[/_.-](prod|production)\.(txt|in)$|^(prod|production)[_.-]requirements?\.(txt|in)$/i,
  /^require?ments?\.txt$/i,
  /^requirements\.lock$/i,
  /^requirements\/(requirements|main|base|common|app|all)\.(txt|in)$/i,
  /^requirements[_.-](main|base|app)\.(txt|in)$/i,
  /^requirements\.in$/i,
]

/** Beside the code; where none is, in a folder that holds what an image is made of: `deploy/requirements/prod.txt`. */
function requirementFilesIn(files: readonly string[]): { main: string | null; development: string | null } {
  const here = requirementFiles(files)
  if (here.main !== null) return here
  for (const folder of new Set(files.flatMap((file) => /^(?:docker|infra|infrastructure|deploy\w*|config|build|requirements?)(?=\/)/.exec(file)?.[0] ?? []))) {
    const below = requirementFiles(files.filter((file) => file.startsWith(`${folder}/`)).map((file) => file.slice(folder.length + 1)))
    if (below.main !== null)
      return { main: `${folder}/${below.main}`, development: here.development ?? (below.development === null ? null : `${folder}/${below.development}`) }
  }
  return here
}

/** The names alone. What pip-tools compiled stands for what it was made from. */
export function requirementFiles(files: readonly string[]): { main: string | null; development: string | null } {
  const all = files
    .filter((file) => /^(?:[\w.-]*require?ments?[\w.-]*\.(txt|in)|require?ments?\/[\w.-]+\.(txt|in)|requirements(-dev)?\.lock)$/i.test(file))
    .filter((file) => !file.endsWith('.in') || !files.includes(file.replace(/in$/, 'txt')))
    .sort((a, b) => a.length - b.length)
  const ordinary = all.filter((file) => !isDevelopmentFile(file))
  const main = preferred.map((pattern) => ordinary.find((file) => pattern.test(file))).find((file) => file !== undefined)
  const forDevelopment = [/dev/i, /test/i, /local/i].map((pattern) => all.find((file) => isDevelopmentFile(file) && pattern.test(file)))
  return { main: main ?? ordinary[0] ?? null, development: forDevelopment.find((file) => file !== undefined) ?? null }
}
