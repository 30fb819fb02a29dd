// Copies of the corpus' Python repositories with folders, apps and modules called and placed otherwise, and the truth to match:
//   node --import tsx scripts/corpus-mutate.ts <truth.json> <checkouts> <into>
// writes <into>/{0,1,2,3}/{truth.json,checkouts}; 0 is what it was. The score of 1 to 3 should be that of 0, or names decide.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { detect } from '../src/detect/index.ts'
import { openProject } from '../src/detect/project.ts'
import { moduleName } from '../src/detect/import-root.ts'
import { folderRenamed, intoPackage } from '../test/detect/mutations/moves.ts'
import { renameApp } from '../test/detect/mutations/rename-app.ts'
import { fileOf, type Mutation, type Sample, type Truth } from '../test/detect/mutations/sample.ts'

interface TruthUnit {
  dir: string
  language: string
  required: boolean
  stack: string[]
  entrypoint: (string | null)[] | null
}
interface TruthRepository {
  repo: string
  units: TruthUnit[]
  mustNot: { dir: string; why: string }[]
}

const copies: readonly (readonly Mutation[])[] = [
  [],
  [renameApp('service_object'), folderRenamed('kiosk')],
  [renameApp('gateway'), intoPackage(true)],
  [renameApp('_srv'), intoPackage(false), folderRenamed('depot')],
]

const [truthFile, checkouts, target] = process.argv.slice(2)
if (!truthFile || !checkouts || !target) throw new Error('usage: corpus-mutate.ts <truth.json> <checkouts> <into>')
const all = JSON.parse(readFileSync(truthFile, 'utf8')) as TruthRepository[]
const present = new Set(readdirSync(checkouts))
const chosen = all.filter(
  (one) => present.has(folderName(one.repo)) && one.units.length > 0 && one.units.every((unit) => unit.dir === '.' && unit.language === 'python'),
)

for (const [index, mutations] of copies.entries()) {
  const truths: TruthRepository[] = []
  for (const truth of chosen) {
    const original = await sampleOf(truth, join(checkouts, folderName(truth.repo)))
    const applied: string[] = []
    let sample = original
    for (const mutation of mutations) {
      const changed = mutation.apply(sample)
      if (changed) applied.push(mutation.name)
      sample = changed ?? sample
    }
    for (const [path, text] of Object.entries(sample.files)) write(join(target, String(index), 'checkouts', folderName(truth.repo), path), text)
    truths.push(rewritten(truth, original, sample))
    console.log(`${index} ${truth.repo}: ${applied.join(', ') || 'as it is'}`)
  }
  write(join(target, String(index), 'truth.json'), JSON.stringify(truths, null, 2))
}

function folderName(repo: string): string {
  return repo.replace('/', '__')
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** What can be read as text; of everything else only the name counts. */
async function sampleOf(truth: TruthRepository, folder: string): Promise<Sample> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((one) => one.isFile())
  const files = entries.map((one): [string, string] => {
    const path = join(one.parentPath, one.name)
    const bytes = readFileSync(path)
    return [path.slice(join(folder, '/').length), textOf(bytes)]
  })
  const facts = await detect(await openProject(folder))
  const importRoot = facts.units.find((one) => one.dir === '.')?.python?.importRoot ?? '.'
  const units = truth.units.flatMap((unit) =>
    plain(unit).map((entrypoint): Truth => ({
      dir: '.',
      stack: unit.stack[0] ?? '',
      role: '',
      entrypoint,
      factory: false,
      port: null,
      healthPath: null,
      migrations: null,
      uses: null,
    })),
  )
  return { name: truth.repo, files: Object.fromEntries(files), importRoot, units }
}

/** PowerShell writes UTF-16; the copy is UTF-8, which says the same. */
function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le').slice(1)
  return bytes.includes(0) ? '' : bytes.toString('utf8')
}

/** Entry points that name a module or a script. */
function plain(unit: TruthUnit): string[] {
  const texts = (unit.entrypoint ?? []).flatMap((one) => (one === null ? [] : one.startsWith('re:') ? [simplest(one.slice(3))] : [one]))
  return [...new Set(texts)].filter((one) => /^[\w.]+:\w+$|^[\w/]+\.py$/.test(one))
}

/** What a pattern matches with everything left out that may be left out. */
function simplest(pattern: string): string {
  return pattern
    .replace(/^\^|\$$/g, '')
    .replace(/\((?:[^()\\]|\\.)*\)\?/g, '')
    .replaceAll('\\', '')
}

/** Each acceptable answer in its new words; the order of the units' entry points is that of the sample. */
function rewritten(truth: TruthRepository, before: Sample, after: Sample): TruthRepository {
  let at = 0
  const units = truth.units.map((unit) => {
    const names = plain(unit).map(() => ({ old: spellings(before, at), now: spellings(after, at++) }))
    const entrypoint = unit.entrypoint?.flatMap((one) => {
      if (one === null) return [one]
      const pattern = one.startsWith('re:') ? new RegExp(one.slice(3)) : null
      const fits = (text: string) => (pattern ? pattern.test(text) : text === one)
      const found = names.flatMap(({ old, now }) => now.filter((_, index) => fits(old[index] ?? '')))
      return found.length > 0 ? found : [one]
    })
    return { ...unit, entrypoint: entrypoint ?? null }
  })
  return { ...truth, units }
}

/** The ways to write an entry point, always in the same order. */
function spellings(sample: Sample, index: number): string[] {
  const unit = sample.units[index]
  const [module = '', object = ''] = unit?.entrypoint?.split(':') ?? []
  const path = (unit && fileOf(sample, unit)) ?? ''
  const name = path === '' ? module : moduleName(path, sample.importRoot)
  const short = path.startsWith(`${sample.importRoot}/`) ? path.slice(sample.importRoot.length + 1) : path
  return [
    unit?.entrypoint ?? '',
    `${name}:${object}`,
    path,
    `${path}:${object}`,
    short,
    name,
    `${name}.${object}`,
    `${name}:${object}()`,
    `streamlit run ${path}`,
  ]
}
