import { posix } from 'node:path'
import type { InstallSecret, UnitFacts } from './facts.ts'
import type { Project } from './project.ts'
import { isTable, readToml, tableAt, textAt, type TomlFile, type TomlTable } from './readers/toml.ts'

/**
 * Names of the environment variables that an install takes credentials for private packages from: those that its settings spell
 * out (`${NPM_TOKEN}`), and those that uv and Poetry read for an index that they are told of by name.
 * @throws UserError for a manifest that is no TOML.
 */
export async function installSecrets(project: Project, unit: UnitFacts): Promise<InstallSecret[]> {
  const found = unit.node ? ofNode(project, unit) : await ofPython(project, unit)
  return found.filter((one, index) => found.findIndex((other) => other.name === one.name) === index)
}

/** A variable as the tool spells it, with a default or a mark for one that may be missing: `${A}`, `${A-}`, `${A?}`. */
const braced = /\$\{([A-Za-z_]\w*)(?::?-[^}]*|\?)?\}/g
const bracedOrBare = /\$\{?([A-Za-z_]\w*)\}?/g

function ofNode(project: Project, unit: UnitFacts): InstallSecret[] {
  const root = unit.workspace?.root ?? unit.dir
  return [
    ...spelled(project, posix.join(root, '.npmrc'), braced, (line) => /^[^#;=]*(_auth|_authToken|_password|username)\s*=/.test(line)),
    ...spelled(project, posix.join(root, '.yarnrc.yml'), braced, (line) => /^\s*npmAuth/.test(line)),
    ...spelled(project, posix.join(root, 'bunfig.toml'), bracedOrBare, (line) => /\b(token|password|username)\b/.test(line)),
  ]
}

async function ofPython(project: Project, unit: UnitFacts): Promise<InstallSecret[]> {
  const { python, packageManager } = unit
  const root = unit.workspace?.root ?? unit.dir
  if (packageManager === 'pip') {
    const files = [...new Set([...(python?.requirements ?? []), ...(python?.developmentRequirements ?? [])])]
    return files.flatMap((file) => spelled(project, posix.join(unit.dir, file), /\$\{([A-Z0-9_]+)\}/g, (line) => /^\s*-|:\/\//.test(line)))
  }
  if (packageManager === 'pipenv') return spelled(project, posix.join(unit.dir, 'Pipfile'), bracedOrBare, (line) => /^\s*url\s*=/.test(line))
  const path = posix.join(root, 'pyproject.toml')
  if (packageManager === 'pdm') return spelled(project, path, braced, (line) => /^\s*url\s*=/.test(line))
  if (packageManager !== 'uv' && packageManager !== 'poetry') return []
  const sources = await Promise.all((packageManager === 'uv' ? [path, posix.join(root, 'uv.toml')] : [path]).map((file) => indexesIn(project, file)))
  return sources.flat().flatMap(({ name, file, line }) => {
    const word = name.toUpperCase().replace(/[^A-Z0-9]/g, '_')
    const variable = packageManager === 'uv' ? `UV_INDEX_${word}` : `POETRY_HTTP_BASIC_${word}`
    return ['USERNAME', 'PASSWORD'].map((part) => ({ name: `${variable}_${part}`, file, line }))
  })
}

function spelled(project: Project, file: string, variables: RegExp, speaks: (line: string) => boolean): InstallSecret[] {
  if (!project.has(file)) return []
  return project
    .read(file)
    .split('\n')
    .flatMap((text, index) => (speaks(text) ? [...text.matchAll(variables)].map(([, name = '']) => ({ name, file, line: index + 1 })) : []))
}

/** Hosts that everybody is served by. */
const open = /(^|\.)(pypi\.org|pythonhosted\.org|pytorch\.org|nvidia\.com|anaconda\.org)$/

/** Indexes that have a name and may want to know who asks. uv: docs.astral.sh/uv/concepts/indexes; Poetry: python-poetry.org/docs/repositories. */
async function indexesIn(project: Project, file: string): Promise<{ name: string; file: string; line: number }[]> {
  // Few name one, and their text says so without being read as TOML.
  if (!project.has(file) || !/\b(index|source)\b/.test(project.read(file))) return []
  const toml = await readToml(project.read(file), file)
  const { root } = toml
  const listed = [tableAt(root, 'tool.uv')?.['index'], tableAt(root, 'tool.poetry')?.['source'], file.endsWith('uv.toml') ? root['index'] : undefined]
  return listed
    .flatMap((list) => (Array.isArray(list) ? list.filter(isTable) : []))
    .filter(wantsToKnow)
    .map((index) => ({ name: textAt(index, 'name') ?? '', file, line: lineOfUrl(toml, index) }))
}

function wantsToKnow(index: TomlTable): boolean {
  const url = textAt(index, 'url') ?? ''
  if (textAt(index, 'name') === null || !URL.canParse(url)) return false
  return textAt(index, 'authenticate') !== 'never' && !open.test(new URL(url).hostname)
}

function lineOfUrl({ text }: TomlFile, index: TomlTable): number {
  const url = textAt(index, 'url') ?? ''
  return text.split('\n').findIndex((line) => line.includes(url)) + 1
}
