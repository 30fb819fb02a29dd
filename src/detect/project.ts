import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { UserError } from '../errors.ts'

/** A project's files as they lie on disk: listed once, each read at most once, none ever run. */
export interface Project {
  root: string
  /** Relative to the root, with `/`, sorted. */
  files: readonly string[]
  /** There were more files than are looked at. */
  truncated: boolean
  /** Links to folders, none of which is followed, with where each leads; null: out of the project. */
  links: ReadonlyMap<string, string | null>
  has(path: string): boolean
  /** @throws UserError where the file cannot be read, is binary or too large. */
  read(path: string): string
}

/** Data, whatever its name ends in. */
export class TooLarge extends UserError {}

const fileLimit = 20_000
const depthLimit = 24
const sizeLimit = 2 * 1024 * 1024
/** Lock files of large projects are long and still plain text. */
const lockSizeLimit = 16 * 1024 * 1024
const lockName = /(\.lock|lock\.json|lock\.yaml)$/

/** What tools make and people do not write; reading it costs time and finds other people's apps. */
const skippedFolders = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  'bower_components',
  '.venv',
  'venv',
  '__pycache__',
  '__pypackages__',
  'site-packages',
  'dist',
  'build',
  '.cache',
  '.mypy_cache',
  '.ruff_cache',
  '.pytest_cache',
  '.tox',
  '.nox',
  '.hypothesis',
  '.eggs',
  '.ipynb_checkpoints',
  '.next',
  '.nuxt',
  '.turbo',
  '.svelte-kit',
  '.parcel-cache',
  '.terraform',
  '.direnv',
  '.idea',
  '.pixi',
  '.pnpm-store',
  'htmlcov',
  'coverage',
])

/**
 * Lists a project's files in one walk that follows no folder links and stops at a bound.
 * @throws UserError where the folder is missing, is no folder or cannot be read.
 */
export async function openProject(root: string): Promise<Project> {
  const folder = await realFolder(root)
  const { files, truncated, links } = walk(folder)
  const known = new Set(files)
  const texts = new Map<string, string>()
  return {
    root: folder,
    files,
    truncated,
    links,
    has: (path) => known.has(path),
    read(path) {
      const seen = texts.get(path)
      if (seen !== undefined) return seen
      const text = plainSource(folder, path) ?? decode(readBytes(join(folder, path), path), path)
      texts.set(path, text)
      return text
    },
  }
}

async function realFolder(root: string): Promise<string> {
  try {
    const status = await stat(root)
    if (!status.isDirectory()) throw new UserError(`${root}: this is a file, not a folder`)
    return realpathSync(resolve(root))
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(`${root}: ${reason(error)}`)
  }
}

/** Without promises: a hop to another thread and back costs more than a folder that is in memory anyway. */
function walk(root: string): { files: string[]; truncated: boolean; links: Map<string, string | null> } {
  const files: string[] = []
  const links = new Map<string, string | null>()
  // Breadth first, so that a bound cuts the deepest files and not the manifests.
  let level = ['']
  for (let depth = 0; level.length > 0 && depth < depthLimit; depth++) {
    const next: string[] = []
    for (const folder of level) {
      for (const entry of entriesOf(root, folder)) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`
        if (entry.isDirectory()) {
          if (!isSkipped(entry.name)) next.push(path)
        } else if (entry.isFile() || (entry.isSymbolicLink() && isLinkToFile(root, path, links))) {
          if (files.length === fileLimit) return { files: files.sort(), truncated: true, links }
          files.push(path)
        }
      }
    }
    level = next
  }
  return { files: files.sort(), truncated: level.length > 0, links }
}

function entriesOf(root: string, folder: string) {
  try {
    const entries = readdirSync(join(root, folder), { withFileTypes: true })
    // A virtual environment under any name says so itself.
    if (folder !== '' && entries.some((entry) => entry.name === 'pyvenv.cfg')) return []
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    if (folder === '') throw new UserError(`${root}: ${reason(error)}`)
    return []
  }
}

function isSkipped(name: string): boolean {
  // A folder that is named by a template's variable holds the template of a project, not a project.
  return skippedFolders.has(name) || name.endsWith('.egg-info') || /\{\{.*\}\}/.test(name)
}

/** A link to a file of the project is as good as the file; anything else may be outside, or a loop. @param links gets the folder's. */
function isLinkToFile(root: string, path: string, links: Map<string, string | null>): boolean {
  try {
    const target = realpathSync(join(root, path))
    const inside = target === root || target.startsWith(root + sep)
    if (inside && statSync(target).isFile()) return true
    if (!isSkipped(path.slice(path.lastIndexOf('/') + 1))) links.set(path, inside ? relative(root, target).split(sep).join('/') || '.' : null)
    return false
  } catch {
    return false
  }
}

/** Files of code are many and nearly all of them small and UTF-8: read in one go. Null for those that want a second look. */
function plainSource(folder: string, path: string): string | null {
  if (!/\.(py|[cm]?[jt]sx?)$/.test(path)) return null
  try {
    const text = readFileSync(join(folder, path), 'utf8')
    return text.length > sizeLimit || /[\0\ufffd]/.test(text) || text.charCodeAt(0) === 0xfeff ? null : text
  } catch {
    return null
  }
}

function readBytes(absolute: string, path: string): Buffer {
  try {
    // Asked first: a database dump of some gigabytes must not be read to find out that it is one.
    const limit = lockName.test(path) ? lockSizeLimit : sizeLimit
    if (statSync(absolute).size > limit) throw new TooLarge(`is larger than ${limit / 1024 / 1024} MB, too large to be a source file`, { at: { file: path } })
    return readFileSync(absolute)
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(reason(error), { at: { file: path } })
  }
}

function decode(bytes: Buffer, path: string): string {
  // PowerShell's `pip freeze > requirements.txt` writes UTF-16 with a byte order mark.
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le').slice(1)
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return Buffer.from(bytes.subarray(0, bytes.length & ~1))
      .swap16()
      .toString('utf16le')
      .slice(1)
  if (bytes.includes(0)) throw new UserError('is binary, a text was expected', { at: { file: path } })
  const text = bytes.toString('utf8')
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

/** Why the system refused a path, in words. */
export function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT') return 'there is no such folder or file'
  if (code === 'EACCES' || code === 'EPERM') return 'cannot be read: permission denied'
  if (code === 'ENOTDIR') return 'is not a folder'
  if (code === 'ELOOP') return 'is a link that leads back to itself'
  return `cannot be read (${code ?? String(error)})`
}
