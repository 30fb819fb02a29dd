import type { Project } from '../project.ts'
import { folderPattern } from '../workspace/pattern.ts'
import type { At, PackageJson } from './package-json.ts'

/** Which folders a workspace's root names as its members, with the file that says so. */
export interface WorkspacePatterns {
  /** From the project's root. */
  file: string
  /** As written, `!packages/old` among them. */
  patterns: readonly At[]
}

/** What pnpm's own file says, which it reads alone; else what package.json says, as npm, Yarn and Bun read it. Null: no root of a workspace. */
export function workspacePatterns(project: Project, dir: string, manifest: PackageJson | null): WorkspacePatterns | null {
  const file = dir === '.' ? 'pnpm-workspace.yaml' : `${dir}/pnpm-workspace.yaml`
  const pnpm = project.has(file) ? packagesOf(project.read(file)) : []
  // pnpm keeps its settings there too, in projects that are no workspace.
  if (pnpm.length > 0) return { file, patterns: pnpm }
  return manifest?.workspaces ? { file: manifest.file, patterns: manifest.workspaces } : null
}

/** The list `packages` of pnpm's file, in either form that YAML has for a list of words. */
function packagesOf(text: string): At[] {
  const lines = text.split(/\r?\n/)
  const start = lines.findIndex((one) => /^packages\s*:/.test(one))
  if (start < 0) return []
  const flow = /^packages\s*:\s*\[([^\]]*)\]/.exec(lines.slice(start).join('\n'))
  if (flow) return (flow[1] ?? '').split(',').flatMap((one) => (word(one) === '' ? [] : [{ value: word(one), line: start + 1 }]))
  const found: At[] = []
  for (let index = start + 1; index < lines.length; index++) {
    const line = lines[index] ?? ''
    const item = /^\s*-\s+(.+)$/.exec(line)
    if (item) found.push({ value: word(item[1] ?? ''), line: index + 1 })
    else if (!/^\s*(#.*)?$/.test(line)) break
  }
  return found
}

function word(text: string): string {
  const quoted = /^\s*(["'])(.*?)\1/.exec(text)
  return quoted ? (quoted[2] ?? '') : text.replace(/\s+#.*$/, '').trim()
}

/** Whether patterns name a folder. @param dir from the workspace's root. */
export function isNamed(dir: string, patterns: readonly At[]): boolean {
  const matches = (pattern: string) => folderPattern(pattern.replace(/\/package\.json$/, ''))(dir)
  const [without, within] = [true, false].map((negated) => patterns.map((one) => one.value).filter((one) => one.startsWith('!') === negated))
  return (within ?? []).some(matches) && !(without ?? []).some((one) => matches(one.slice(1)))
}
