import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createTwoFilesPatch } from 'diff'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { runCli, type Ended } from './cli/run-cli.ts'
import { edited, type Edit } from './rerun-edits.ts'
import { aShop } from './terminal/shop.ts'

/**
 * A folder is a case of a run on what is there already. `before/` is what a person has; with `setUp` it is laid over a small project
 * that was set up by those flags and then edited. `after/` holds each file that the run changes: the whole text of a person's own, and
 * for a project that was set up `changes.diff`. Whatever is not in it must be as it was, byte for byte.
 *
 *   DOCKERIZE_GOLDEN=1 npx vitest run --project unit test/rerun.test.ts   rewrites after/ and said.txt; read the diff as that person would
 */
interface Case {
  about: string
  /** `before/` is laid over the small project, which nobody has set up yet. */
  fresh?: boolean
  setUp?: string[]
  edits?: Edit[]
  args: string[]
  /** 0 where it is left out. */
  exit?: number
  /** What is taken in again by `remove` with the same words leaves another text than before, and why. */
  oneWay?: string
}

const root = join(import.meta.dirname, 'rerun')
const golden = process.env['DOCKERIZE_GOLDEN'] === '1'
const scratch = mkdtempSync(join(tmpdir(), 'dockerize-rerun-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

type Files = ReadonlyMap<string, string>

for (const name of readdirSync(root)) {
  const about = JSON.parse(readFileSync(join(root, name, 'args.json'), 'utf8')) as Case
  describe(`${name}: ${about.about}`, () => checkCase(name, about))
}

function checkCase(name: string, { fresh = false, setUp, edits = [], args, exit = 0, oneWay }: Case): void {
  const folder = join(root, name)
  const project = join(scratch, name)
  let [before, after, again]: Files[] = []
  let ended: Ended
  beforeAll(async () => {
    mkdirSync(project, { recursive: true })
    if (setUp) await setUpShop(project, setUp)
    if (fresh) layShop(project)
    for (const edit of edits) await edited(project, edit)
    if (existsSync(join(folder, 'before'))) cpSync(join(folder, 'before'), project, { recursive: true })
    before = filesIn(project)
    ended = await run(project, args)
    after = filesIn(project)
    await run(project, args)
    again = filesIn(project)
  })

  it('ends as it must', () => {
    expect(ended.code, ended.stdout + ended.stderr).toBe(exit)
    compare(join(folder, 'said.txt'), (ended.stdout + ended.stderr).replaceAll(project, '<project>').replaceAll(/\d+\.\d+ (seconds|s)\b/g, '<time>'))
  })

  it('writes what it must and nothing else', () => {
    const texts = new Map([...after!].filter(([path, text]) => before!.get(path) !== text && !isRecord(path)))
    expect([...before!.keys()].filter((path) => !after!.has(path))).toEqual([])
    // Of a project that was set up, what comes of the person's edits; what comes of files without any is the first case's.
    const edited = new Map([...texts].filter(([path]) => edits.length === 0 || edits.some((edit) => edit.file === path)))
    const theirs = new Map([...texts].filter(([path]) => !fresh || before!.has(path)))
    const wanted: Files = setUp ? new Map(edited.size > 0 ? [['changes.diff', diffs(before!, edited)]] : []) : theirs
    if (golden) rmSync(join(folder, 'after'), { recursive: true, force: true })
    for (const [path, text] of wanted) compare(join(folder, 'after', path), stable(text))
    expect([...filesIn(join(folder, 'after')).keys()]).toEqual([...wanted.keys()])
  })

  it('has nothing to do the second time', () => {
    expect(changed(after!, again!)).toEqual([])
  })

  if (args[0] !== 'add' || exit !== 0) return

  // A file of ours is changed where our words change; of one that is not, nothing is.
  if (!setUp) {
    it('only adds lines', () => {
      for (const [path, text] of after!)
        if (!isRecord(path) && !path.startsWith('.dockerize/')) expect(missing(before!.get(path) ?? '', text), path).toEqual([])
    })

    it('leaves each thing in YAML files that was there', () => {
      for (const [path, text] of after!) {
        const was = before!.get(path)
        if (/\.ya?ml$/.test(path) && was !== undefined && was !== text) expect(read(text), path).toMatchObject(filled(was))
      }
    })
  }

  it(oneWay ? `is not taken back by remove: ${oneWay}` : 'is taken back by remove, byte for byte', async () => {
    if (changed(before!, after!).length === 0) return
    const words = args.slice(1).filter((word) => !word.startsWith('--'))
    await run(project, ['remove', ...words])
    const back = changed(before!, filesIn(project)).filter((path) => /compose/.test(path))
    expect(back.length > 0).toBe(oneWay !== undefined)
  })
}

/** Set up once for each set of flags. */
async function setUpShop(project: string, flags: readonly string[]): Promise<void> {
  const made = join(scratch, `set-up ${flags.join(' ')}`)
  if (!existsSync(made)) {
    layShop(made)
    const first = await run(made, ['--yes', ...flags])
    expect(first.code, first.stderr).toBe(0)
  }
  cpSync(made, project, { recursive: true })
}

function layShop(project: string): void {
  const shop = aShop()
  cpSync(shop.path, project, { recursive: true })
  shop.remove()
}

/** What docker says is asked in the end-to-end tests; nothing of this machine is found here. */
function run(cwd: string, args: readonly string[]): Promise<Ended> {
  return runCli([...args, '--no-validate'], cwd, { env: { PATH: '/nowhere', CI: '1', NO_COLOR: '1' } })
}

function filesIn(folder: string): Files {
  if (!existsSync(folder)) return new Map()
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(folder, path)).isFile())
  return new Map(paths.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]))
}

function changed(before: Files, after: Files): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path) && !isRecord(path))
}

/** Our memory of the last run, which changes with each. */
function isRecord(path: string): boolean {
  return path === '.dockerize/last-render.json'
}

function diffs(before: Files, after: Files): string {
  return [...after].map(([path, text]) => createTwoFilesPatch(path, path, before.get(path) ?? '', text, '', '', { context: 3 })).join('')
}

/** Lines of `before` that do not follow each other in `after`. */
function missing(before: string, after: string): string[] {
  const lines = after.split('\n')
  let at = 0
  return before.split('\n').filter((line, index, all) => {
    const last = index === all.length - 1
    const next = lines.findIndex((one, place) => place >= at && (one === line || (last && one === `${line}\r`) || grown(line, one)))
    if (next >= 0) at = next + 1
    // What ends the last line is an empty one behind it.
    return next < 0 && !(last && line === '')
  })
}

/** More behind the last entry of what is in brackets, or below empty ones. */
function grown(line: string, now: string): boolean {
  return now === `${line},` || (/[}\]]\s*$/.test(line) && now.startsWith(line.replace(/\s*[{}[\]]+\s*$/, '')))
}

/** Sections without anything in them say nothing. */
function filled(text: string): object {
  return Object.fromEntries(Object.entries(read(text) as object).filter(([, value]) => value !== null && JSON.stringify(value) !== '{}'))
}

function read(text: string): unknown {
  return parse(text.replace(/^\uFEFF/, ''), { merge: true, maxAliasCount: -1, logLevel: 'silent' })
}

/** Text without what is new in each run. */
function stable(text: string): string {
  return text.replace(/^([+ -]?\w*(?:PASSWORD|SECRET\w*)=)[\w-]{32}$/gm, '$1<random>').replace(/^([+ -]?APP_UID=)\d+$/gm, '$1<uid>')
}

function compare(path: string, actual: string): void {
  if (golden) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, actual)
  }
  expect(actual).toBe(existsSync(path) ? readFileSync(path, 'utf8') : '(nothing expected yet)')
}
