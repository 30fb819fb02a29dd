import type { Dependency } from '../facts.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { normalise, readRequirement } from './requirement.ts'
import { readRequirements, type LocalProject } from './requirements.ts'
import { outlineAt, yamlOutline, type Outline } from './yaml-outline.ts'

/** A conda environment file: `environment.yml` under whatever name. */
export interface CondaEnvironment {
  /** The file itself, then the requirements files that its pip section brings. Relative to the unit. */
  files: readonly string[]
  /** Those of the pip section have no channel. */
  dependencies: readonly Dependency[]
  /** Brings only Python and installers: what the program needs stands elsewhere. */
  bare: boolean
  /** A package that another system's export has and Linux cannot install. */
  foreign: { name: string; line: number } | null
  local: readonly LocalProject[]
  git: boolean
}

/** Conda's names for what has another one on a Python index, and what it splits off. */
const otherNames: Readonly<Record<string, string>> = {
  pytorch: 'torch',
  'py-opencv': 'opencv-python',
  opencv: 'opencv-python',
  'matplotlib-base': 'matplotlib',
  'msgpack-python': 'msgpack',
  'redis-py': 'redis',
  'dask-core': 'dask',
}

const installers = new Set(['python', 'pip', 'setuptools', 'wheel', 'uv', 'poetry', 'pdm', 'pipenv', 'hatch', 'conda-lock'])
/** What `conda env export` writes on Windows and macOS. */
const otherSystems =
  /^(vc|vc14-runtime|vs2015-runtime|ucrt|wincertstore|win-inet-pton|win32-setctime|pywin32|pywinpty|m2w64-.*|msys2-.*|menuinst|appnope|libcxx)$/

/** @returns null where the file is no environment. @throws UserError where it cannot be read. */
export function readCondaEnvironment(folder: UnitFolder, path: string): CondaEnvironment | null {
  const entries = entriesOf(folder.read(path))
  if (!entries) return null
  const file = folder.fromRoot(path)
  const own = entries.conda.flatMap(({ text, line }) => {
    // `conda-forge::numpy=1.26=py311h64a7726_0`
    const match = /^(?:[\w./-]+::)?([A-Za-z0-9_][\w.-]*)(?:\[[^\]]*\])?\s*(.*)$/.exec(text)
    return match ? [{ ...named((match[1] ?? '').replace(/^_+/, '')), spec: match[2] ?? '', group: 'main', file, line, conda: true }] : []
  })
  const pip = pipSection(folder, path, entries.pip)
  const foreign = own.find((one) => otherSystems.test(one.name))
  return {
    files: [path, ...pip.files],
    dependencies: [...own.filter((one) => one.name !== 'python'), ...pip.dependencies],
    bare: own.every((one) => installers.has(one.name)),
    foreign: foreign ? { name: foreign.name, line: foreign.line } : null,
    local: pip.local,
    git: pip.git,
  }
}

/** `uvicorn-standard` is what an index calls `uvicorn[standard]`. */
function named(name: string): { name: string; extras: string[] } {
  const plain = normalise(name)
  const standard = /^(.+)-standard$/.exec(plain)?.[1]
  return standard ? { name: standard, extras: ['standard'] } : { name: otherNames[plain] ?? plain, extras: [] }
}

interface Entry {
  text: string
  line: number
}

function entriesOf(text: string): { conda: Entry[]; pip: Entry[] } | null {
  const list = outlineAt(yamlOutline(text), 'dependencies')
  if (list?.kind !== 'list') return null
  const texts = (from: Outline | null): Entry[] =>
    from?.kind === 'list' ? from.items.flatMap((one) => (one.kind === 'text' ? [{ text: one.text, line: one.line }] : [])) : []
  return { conda: texts(list), pip: list.items.flatMap((one) => texts(outlineAt(one, 'pip'))) }
}

/** The lines of a pip section are those of a requirements file. */
function pipSection(folder: UnitFolder, path: string, lines: readonly Entry[]) {
  const file = folder.fromRoot(path)
  const included = lines.flatMap(({ text }) => {
    const target = /^(?:-r\s*|--requirement[\s=]+)(\S+)/.exec(text)?.[1]?.replace(/^\.\//, '')
    return target && folder.has(target) ? [readRequirements(folder, target)] : []
  })
  const local = lines.flatMap(({ text, line }): LocalProject[] => {
    const named = /^(-e\s*|--editable[\s=]+)?(\.{1,2}(?:\/\S*)?)(?:\[[^\]]*\])?$/.exec(text)
    return named ? [{ path: (named[2] ?? '.').replace(/^(\.\/)+/, '').replace(/\/+$/, '') || '.', editable: named[1] !== undefined, file, line }] : []
  })
  const dependencies = lines.flatMap(({ text, line }) => {
    const read = readRequirement(text)
    return read ? [{ ...read, group: 'main', file, line }] : []
  })
  return {
    files: included.flatMap((one) => one.files),
    dependencies: [...dependencies, ...included.flatMap((one) => one.dependencies.map((dependency) => ({ ...dependency, group: 'main' })))],
    local: [...local, ...included.flatMap((one) => one.local)],
    git: lines.some(({ text }) => text.includes('git+')) || included.some((one) => one.git),
  }
}

/** A copy that somebody keeps. */
const setAside = /[_.-](bk|bak|backup|old|orig|copy)\b/i

/** By the names that people give them; which of them are for development stands in the name. */
export function condaFiles(files: readonly string[]): { main: readonly string[]; development: readonly string[] } {
  const all = files
    .filter((file) => /^(conda[_-]?)?env(ironment)?s?([_.-][\w-]+)?\.ya?ml$|^conda\.ya?ml$/i.test(file))
    .filter((file) => !setAside.test(file))
    .sort((a, b) => a.length - b.length)
  const forDevelopment = (file: string) => /[_.-](dev|develop|development|test|tests|local|ci|docs?)\b/i.test(file)
  return { main: all.filter((file) => !forDevelopment(file)), development: all.filter(forDevelopment) }
}
