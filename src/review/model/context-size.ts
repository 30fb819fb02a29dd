import { lstatSync, readdirSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import type { DockerfileView } from '../contract.ts'
import type { IgnoreFile, Standing } from './ignore-file.ts'

/** What is sent to docker for a build, after the ignore file. */
export interface ContextSize {
  /** The folder; empty for the project's own. */
  path: string
  dockerfiles: readonly string[]
  bytes: number
  files: number
  /** What weighs most in it, the heaviest first: files, or folders (with `/` at the end) of which no part stands out. */
  largest: readonly { path: string; bytes: number }[]
  /** There was more than is looked at. */
  truncated: boolean
}

interface Node {
  bytes: number
  files: number
  children: readonly { name: string; node: Node }[]
}

/** What tools fetch and make: one entry, of which no part is named. */
const vendored = new Set(['.git', '.hg', 'node_modules', '.venv', 'venv', '__pycache__', '.next', '.cache', 'site-packages'])
const fileLimit = 20_000
/** So that a folder of packages does not take what is left for the project's own. */
const vendoredLimit = 4_000

/** Sizes of the contexts of Dockerfiles, each looked at once. Nothing is read, no link is followed. @param root the project's folder on disk. */
export function contextSizes(root: string, views: readonly DockerfileView[]): ContextSize[] {
  const groups = new Map<string, DockerfileView[]>()
  for (const view of views) {
    if (view.context === null || view.context.startsWith('..')) continue
    const key = `${view.context}\n${view.ignore?.path ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), view])
  }
  return [...groups.values()].flatMap((same) => {
    const [{ context, ignore }] = same as [DockerfileView]
    const size = sizeOf(join(root, context!), ignore)
    return size ? [{ path: context!, dockerfiles: same.map((one) => one.path), ...size }] : []
  })
}

function sizeOf(folder: string, ignore: IgnoreFile | null): Pick<ContextSize, 'bytes' | 'files' | 'largest' | 'truncated'> | null {
  const budget = { left: fileLimit }
  let truncated = false
  const walk = (path: string, above: Standing | null, limit: { left: number }, isVendored: boolean): Node => {
    const children: { name: string; node: Node }[] = []
    let bytes = 0
    let files = 0
    for (const entry of entriesOf(join(folder, path))) {
      if (limit.left <= 0) {
        truncated = true
        break
      }
      const inside = path === '' ? entry.name : `${path}/${entry.name}`
      const standing = ignore ? ignore.standing(inside, above) : null
      const isFolder = entry.isDirectory()
      if (standing?.ignored && !(isFolder && standing.mayKeep)) continue
      let node: Node
      if (isFolder) {
        const starts = !isVendored && vendored.has(entry.name)
        node = walk(inside, standing, starts ? { left: Math.min(vendoredLimit, limit.left) } : limit, isVendored || starts)
      } else if (entry.isFile()) {
        limit.left--
        node = { bytes: sizeOnDisk(join(folder, inside)), files: 1, children: [] }
      } else continue
      bytes += node.bytes
      files += node.files
      if (!isVendored && node.files > 0) children.push({ name: isFolder ? `${entry.name}/` : entry.name, node })
    }
    return { bytes, files, children }
  }
  const whole = walk('', null, budget, false)
  return whole.files === 0 ? null : { bytes: whole.bytes, files: whole.files, largest: heaviest(whole), truncated }
}

/** Three of the context's own entries; each gives way to a part of it that is nearly all of it. */
function heaviest({ children }: Node): { path: string; bytes: number }[] {
  return [...children]
    .sort((a, b) => b.node.bytes - a.node.bytes)
    .slice(0, 3)
    .map(({ name, node }) => {
      let path = name
      let at = node
      for (;;) {
        const part = at.children.find((one) => one.node.bytes >= 0.8 * at.bytes)
        if (!part) return { path, bytes: at.bytes }
        path += part.name
        at = part.node
      }
    })
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function sizeOnDisk(file: string): number {
  try {
    return lstatSync(file).size
  } catch {
    return 0
  }
}
