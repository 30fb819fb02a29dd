import type { Dependency } from '../facts.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { isGit, normalise, readRequirement } from './requirement.ts'

/** A requirements file with everything it includes. Paths are relative to the unit. */
export interface Requirements {
  /** The file itself, then what `-r` and `-c` bring, each once. */
  files: readonly string[]
  dependencies: readonly Dependency[]
  /** Names that are pinned with `==`, those of constraint files too. */
  pinned: readonly string[]
  /** Every requirement is pinned. */
  locked: boolean
  hashed: boolean
  git: boolean
  /** Local projects (`-e .`, `./libs/shared`), relative to the unit; `.` is the unit itself. */
  local: readonly LocalProject[]
  /** Files that it includes and that lie outside of the unit, where no build gets them. */
  outside: readonly { path: string; file: string; line: number }[]
}

export interface LocalProject {
  path: string
  /** Installed as a link to its source. */
  editable: boolean
  file: string
  line: number
}

interface Line {
  text: string
  line: number
}

/** Reads a requirements file the way pip does: continuation lines, comments, options, hashes, includes. */
export function readRequirements(folder: UnitFolder, path: string): Requirements {
  const state = {
    files: [] as string[],
    dependencies: [] as Dependency[],
    pinned: new Set<string>(),
    unpinned: 0,
    unhashed: 0,
    git: false,
    local: [] as LocalProject[],
    outside: [] as { path: string; file: string; line: number }[],
  }
  const visit = (file: string, constraint: boolean) => {
    if (state.files.includes(file) || !folder.has(file)) return
    state.files.push(file)
    for (const entry of logicalLines(folder.read(file))) {
      const include = /^(?:(-c\s*|--constraint[\s=]+)|-r\s*|--requirement[\s=]+)(\S+)/.exec(entry.text)
      const target = beside(file, include?.[2] ?? '')
      if (include && target === null) state.outside.push({ path: include[2] ?? '', file: folder.fromRoot(file), line: entry.line })
      else if (include && target !== null) visit(target, include[1] !== undefined)
      else requirement(entry, file, constraint)
    }
  }
  const requirement = ({ text, line }: Line, file: string, constraint: boolean) => {
    if (isGit(text)) state.git = true
    const editable = /^(?:-e|--editable)[\s=]*(\S+)/.exec(text)?.[1]
    const local = localPath(editable ?? text)
    if (local !== null) return void state.local.push({ path: local, editable: editable !== undefined, file: folder.fromRoot(file), line })
    if (text.startsWith('-') && !editable) return
    const read = readRequirement(text.replace(/\s+--hash[=\s]\S+/g, '').trim()) ?? namedUrl(text)
    if (!read) return
    const pinned = /^={2,3}\s*[^*]+$/.test(read.spec) || read.spec.startsWith('@')
    if (pinned) state.pinned.add(read.name)
    if (constraint) return
    if (!pinned) state.unpinned++
    if (!/--hash[=\s]/.test(text)) state.unhashed++
    state.dependencies.push({ ...read, group: groupOf(file), file: folder.fromRoot(file), line })
  }
  visit(path, false)
  const any = state.dependencies.length > 0
  return {
    files: state.files,
    dependencies: state.dependencies.map((one) => ({ ...one, group: isDevelopmentFile(path) ? path : 'main' })),
    pinned: [...state.pinned],
    locked: any && state.unpinned === 0,
    hashed: any && state.unhashed === 0,
    git: state.git,
    local: state.local,
    outside: state.outside,
  }
}

/** Joins lines that end in a backslash and drops comments; a comment needs a space before its `#`, since URLs hold them. */
function logicalLines(text: string): Line[] {
  const lines: Line[] = []
  let open: Line | null = null
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const comment = raw.replace(/(^|\s)#.*$/, '')
    const continues = /\\\s*$/.test(comment)
    const part = comment.replace(/\\\s*$/, ' ')
    if (open) open.text += part
    else open = { text: part, line: index + 1 }
    if (continues) continue
    if (open.text.trim() !== '') lines.push({ ...open, text: open.text.trim() })
    open = null
  }
  if (open && open.text.trim() !== '') lines.push({ ...open, text: open.text.trim() })
  return lines
}

/** `git+https://…/shop.git#egg=shop`: the name stands behind the URL. */
function namedUrl(text: string) {
  const name = /[#&]egg=([\w.-]+)/.exec(text)?.[1]
  return name === undefined ? null : { name: normalise(name), extras: [], spec: `@ ${text.replace(/^(-e|--editable)[\s=]+/, '')}` }
}

function groupOf(path: string): string {
  return isDevelopmentFile(path) ? path : 'main'
}

/** By the names that people give to files with what only tests and development need. */
export function isDevelopmentFile(path: string): boolean {
  return /(^|[/_.-])(dev|develop|development|local|test|tests|testing|ci|lint|docs?|typing)([/_.-]|$)/i.test(path.replace(/\.(txt|in|pip)$/, ''))
}

/** `.[dev]`, `./libs/shared`, `../shared`, `file:.`, a wheel beside it: the folder or file; null for anything else. */
function localPath(text: string): string | null {
  const path = (text.split(/[\s;]/)[0] ?? '').replace(/\[[^\]]*\]$/, '').replace(/^file:(\/\/)?/, '')
  if (!/^\.{1,2}(\/|$)/.test(path) && !/^[\w./-]+\.whl$/.test(path)) return null
  return path.replace(/^(\.\/)+/, '').replace(/\/+$/, '') || '.'
}

/** Relative to the unit; null where it lies outside of it. */
function beside(file: string, target: string): string | null {
  const parts = [...file.split('/').slice(0, -1), ...target.split('/')]
  const path: string[] = []
  for (const part of parts) {
    if (part === '..') {
      if (path.pop() === undefined) return null
    } else if (part !== '.' && part !== '') path.push(part)
  }
  return path.join('/')
}
