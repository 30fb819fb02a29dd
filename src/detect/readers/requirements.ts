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
  /** Local projects (`-e .`, `./libs/shared`), as written. */
  local: readonly { path: string; line: number }[]
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
    local: [] as { path: string; line: number }[],
  }
  const visit = (file: string, constraint: boolean) => {
    if (state.files.includes(file) || !folder.has(file)) return
    state.files.push(file)
    for (const entry of logicalLines(folder.read(file))) {
      const include = /^(?:-r|--requirement|(-c|--constraint))[\s=]+(\S+)/.exec(entry.text)
      if (include) visit(beside(file, include[2] ?? ''), include[1] !== undefined)
      else requirement(entry, file, constraint)
    }
  }
  const requirement = ({ text, line }: Line, file: string, constraint: boolean) => {
    if (isGit(text)) state.git = true
    const editable = /^(?:-e|--editable)[\s=]+(\S+)/.exec(text)?.[1]
    const path = editable ?? (/^\.{0,2}\//.test(text) || text === '.' ? text.split(/[\s;]/)[0] : undefined)
    if (path !== undefined && !/^[\w+]+:\/\//.test(path)) return void state.local.push({ path, line })
    if (text.startsWith('-') && !editable) return
    const read = readRequirement(text.replace(/\s+--hash[=\s]\S+/g, '').trim()) ?? namedUrl(text)
    if (!read) return
    const pinned = /^={2,3}\s*[^*]+$/.test(read.spec) || read.spec.startsWith('@')
    if (pinned) state.pinned.add(read.name)
    if (constraint) return
    if (!pinned) state.unpinned++
    if (!/--hash[=\s]/.test(text)) state.unhashed++
    state.dependencies.push({ ...read, group: groupOf(path ?? file), file: folder.fromRoot(file), line })
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

function beside(file: string, target: string): string {
  const parts = [...file.split('/').slice(0, -1), ...target.split('/')]
  const path: string[] = []
  for (const part of parts) {
    if (part === '..') path.pop()
    else if (part !== '.' && part !== '') path.push(part)
  }
  return path.join('/')
}
