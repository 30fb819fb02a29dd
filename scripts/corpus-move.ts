// Copies of the corpus' repositories, of any language and with any number of units, with folders called and placed otherwise, and the truth to match:
//   node --import tsx scripts/corpus-move.ts <truth.json> <checkouts> <into>
// writes <into>/{1,2,3}/{truth.json,checkouts}: 1 lies one folder further down, in 2 the units' own folders have other names, in 3 those around them.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

interface Truth {
  repo: string
  layout: string
  units: { dir: string }[]
  mustNot: { dir: string }[]
}
type Files = ReadonlyMap<string, Buffer>
/** A folder and what it is called instead. */
type Renaming = readonly [from: string, to: string]

const [truthFile, checkouts, target] = process.argv.slice(2)
if (!truthFile || !checkouts || !target) throw new Error('usage: corpus-move.ts <truth.json> <checkouts> <into>')
const truths = JSON.parse(readFileSync(truthFile, 'utf8')) as Truth[]
const present = truths.filter((one) => readdirSync(checkouts).includes(folderName(one.repo)))
const copies = [moved, ownFolders, foldersAround]

for (const [index, copy] of copies.entries()) {
  const into = join(target, String(index + 1))
  const changed = present.map((truth) => {
    const files = filesBelow(join(checkouts, folderName(truth.repo)))
    const { files: now, place } = copy(files, truth)
    for (const [path, bytes] of now) write(join(into, 'checkouts', folderName(truth.repo), path), bytes)
    const placed = <One extends { dir: string }>(one: One): One => ({ ...one, dir: place(one.dir) })
    const layout = index === 0 && truth.units.length > 0 ? 'monorepo' : truth.layout
    return { ...truth, layout, units: truth.units.map(placed), mustNot: truth.mustNot.map(placed) }
  })
  write(join(into, 'truth.json'), JSON.stringify(changed, null, 2))
}

interface Copy {
  files: Files
  /** Where a folder is now. */
  place: (dir: string) => string
}

/** What hosts read at the top of a repository stays there. */
function moved(files: Files): Copy {
  const place = (path: string): string => (path === '.' ? 'kiosk' : `kiosk/${path}`)
  return { files: new Map([...files].map(([path, bytes]) => [path.startsWith('.github/') ? path : place(path), bytes])), place }
}

function ownFolders(files: Files, { units }: Truth): Copy {
  const dirs = [...new Set(units.map((one) => one.dir))].filter((dir) => dir !== '.')
  return renamed(
    files,
    dirs.map((dir, index) => [dir, [...dir.split('/').slice(0, -1), `depot-${index + 1}`].join('/')]),
  )
}

function foldersAround(files: Files, { units }: Truth): Copy {
  const tops = [...new Set(units.flatMap(({ dir }) => (dir.includes('/') ? [dir.split('/')[0] ?? dir] : [])))]
  return renamed(
    files,
    tops.map((top, index) => [top, `quay-${index + 1}`]),
  )
}

/** A folder that Python imports keeps its name: there it is part of the language. */
function renamed(files: Files, wanted: readonly Renaming[]): Copy {
  const code = [...files].flatMap(([path, bytes]) => (path.endsWith('.py') ? [bytes.toString('utf8')] : [])).join('\n')
  const renamings = wanted.filter(([from]) => !new RegExp(`^\\s*(from|import)\\s+${from.split('/').at(-1)}\\b`, 'm').test(code))
  const place = (path: string): string => {
    const [from, to] = renamings.find(([one]) => path === one || path.startsWith(`${one}/`)) ?? ['', '']
    return to + path.slice(from.length)
  }
  const rewritten = (path: string, bytes: Buffer): Buffer =>
    bytes.includes(0) || /\.(py|md)$/.test(path) ? bytes : Buffer.from(inText(bytes.toString('utf8'), renamings))
  return { files: new Map([...files].map(([path, bytes]) => [place(path), rewritten(path, bytes)])), place }
}

/** Paths in what is written about the repository: workspaces, compose files, lock files. */
function inText(text: string, renamings: readonly Renaming[]): string {
  return renamings.reduce((all, [from, to]) => {
    const name = from.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    return all.replaceAll(new RegExp(`(?<=^|["'\`\\s=:([,]|\\./)${name}(?=/|["'\`\\s)\\],]*$|["'\`])`, 'gm'), to)
  }, text)
}

function filesBelow(folder: string): Files {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((one) => one.isFile())
  return new Map(entries.map((one) => [join(one.parentPath, one.name).slice(join(folder, '/').length), readFileSync(join(one.parentPath, one.name))]))
}

function folderName(repo: string): string {
  return repo.replace('/', '__')
}

function write(path: string, bytes: Buffer | string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
}
