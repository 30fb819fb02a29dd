import { posix } from 'node:path'
import { UserError } from '../../errors.ts'
import { isAside, isTest } from '../decoys.ts'
import type { Project } from '../project.ts'
import { unitFolder } from '../unit-folder.ts'

/** One entry of a workspace file. Paths are relative to the project's root. */
export interface WorkspaceEntry {
  kind: 'module' | 'file' | 'autoload' | 'grpc'
  name: string | null
  /** Dotted name, or path; of a gRPC server its host. */
  target: string
  attribute: string | null
  workingDir: string | null
  file: string
  line: number
}

/** `workspace.yaml`, and what people call the one beside it for containers. */
const pattern = /(^|\/)workspace([._-][\w-]+)?\.ya?ml$/

const known = new WeakMap<Project, Promise<WorkspaceEntry[]>>()

/**
 * Entries of every workspace file of Dagster's in the project, each file read once; those of tests and examples are nobody's.
 * @throws UserError at its line where one is no YAML or lists something Dagster does not take.
 */
export function workspaceEntries(project: Project): Promise<WorkspaceEntry[]> {
  const there = known.get(project) ?? readAll(project)
  known.set(project, there)
  return there
}

async function readAll(project: Project): Promise<WorkspaceEntry[]> {
  // What an earlier run wrote is not among the root's files.
  const files = unitFolder(project, '.').files.filter((file) => pattern.test(file) && !isTest(file) && !isAside(file))
  const texts = files.map((file) => ({ file, text: project.read(file) })).filter((one) => /^\s*load_from\s*:/m.test(one.text))
  return (await Promise.all(texts.map(({ file, text }) => readEntries(file, text)))).flat()
}

const keys = { python_module: 'module_name', python_package: 'package_name', python_file: 'relative_path', autoload_defs_module: 'module_name' } as const

async function readEntries(file: string, text: string): Promise<WorkspaceEntry[]> {
  const { isMap, isScalar, isSeq, LineCounter, parseDocument } = await import('yaml')
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent', prettyErrors: false })
  const lineAt = (offset: number | undefined) => (offset === undefined ? 1 : lines.linePos(offset).line)
  const [error] = document.errors
  if (error) throw new UserError(`this is no valid YAML: ${error.message.split('\n')[0]}`, { at: { file, line: lineAt(error.pos[0]) } })
  const list = isMap(document.contents) ? document.contents.get('load_from', true) : undefined
  if (isScalar(list) && list.value === null) return []
  if (!isSeq(list))
    throw new UserError('load_from is a list of code locations', { at: { file, line: lineAt((list as { range?: [number] } | undefined)?.range?.[0]) } })
  return list.items.map((item) => {
    const line = lineAt((item as { range?: [number] }).range?.[0])
    const [pair, ...others] = isMap(item) ? item.items : []
    const key = isScalar(pair?.key) ? String(pair.key.value) : ''
    if (!pair || others.length > 0 || !(key in keys || key === 'grpc_server'))
      throw new UserError(`each entry of load_from is one of ${Object.keys(keys).join(', ')}, grpc_server`, { at: { file, line } })
    const value: unknown = isMap(pair.value) ? pair.value.toJSON() : isScalar(pair.value) ? pair.value.value : null
    return { ...entryOf(key, value, { file, line }), file, line }
  })
}

function entryOf(key: string, value: unknown, at: { file: string; line: number }): Omit<WorkspaceEntry, 'file' | 'line'> {
  const table = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  const text = (name: string): string | null => (typeof table[name] === 'string' ? table[name] : null)
  const folder = posix.dirname(at.file)
  const name = text('location_name')
  if (key === 'grpc_server') return { kind: 'grpc', name, target: text('host') ?? '', attribute: null, workingDir: null }
  const own = keys[key as keyof typeof keys]
  const target = typeof value === 'string' ? value : text(own)
  if (target === null) throw new UserError(`${key} names ${own === 'relative_path' ? 'a file' : 'a module'}`, { at })
  const directory = text('working_directory')
  return {
    kind: key === 'python_file' ? 'file' : key === 'autoload_defs_module' ? 'autoload' : 'module',
    name,
    target: key === 'python_file' ? posix.join(folder, target) : target,
    attribute: text('attribute'),
    workingDir: directory === null ? (folder === '.' ? null : folder) : posix.join(folder, directory),
  }
}
