import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import fsExtra from 'fs-extra'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Change } from '../../src/apply/changes.ts'
import { commit, recover } from '../../src/apply/commit.ts'
import type { DiskCalls } from '../../src/apply/disk-calls.ts'
import { tracesIn } from '../../src/apply/traces.ts'
import { everything } from './everything.ts'

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'recover-')))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const record = '.dockerize/last-render.json'
/** One of each kind, the record last, as the pipeline has it. */
const changes: readonly Change[] = [
  { path: 'Dockerfile', mode: 0o644, action: 'update', before: 'old\n', after: 'new\n' },
  { path: 'bin/run', mode: 0o755, action: 'create', after: 'run\n' },
  { path: '.env', mode: 0o600, action: 'create', after: 'A=1\n' },
  // Read-only from its first moment on, and still to be completed.
  { path: '.secrets/a', mode: 0o444, action: 'create', after: 'a\n', folderMode: 0o700 },
  { path: 'docker/old.yaml', mode: 0o644, action: 'delete', before: 'ours\n' },
  { path: 'compose.yaml', mode: 0o644, action: 'merge', before: 'a\n', after: 'a\nb\n' },
  { path: record, mode: 0o644, action: 'update', before: '{}\n', after: '{ "files": {} }\n' },
]

function lay(): void {
  rmSync(root, { recursive: true, force: true })
  for (const folder of ['docker', '.dockerize']) mkdirSync(join(root, folder), { recursive: true })
  for (const change of changes) if ('before' in change) writeFileSync(join(root, change.path), change.before)
  chmodSync(join(root, 'compose.yaml'), 0o640)
}

type Call = (...args: unknown[]) => Promise<unknown>

/** What a disk does at its n-th call and, where it is a kill, at every later one; the calls before go through. */
function disturbed(calls: DiskCalls, disturbances: { error?: number; kill?: number }): DiskCalls {
  let count = 0
  return Object.fromEntries(
    Object.entries(calls as unknown as Record<string, Call>).map(([name, call]) => [
      name,
      async (...args: unknown[]) => {
        count++
        if (count >= (disturbances.kill ?? Infinity)) throw Object.assign(new Error('killed'), { code: 'EKILLED' })
        // What cannot be tidied up stays: that is no failure of what was asked for.
        if (count !== disturbances.error || name === 'unlink' || name === 'rmdir') return call(...args)
        if (name === 'close') await call(...args)
        throw Object.assign(new Error('EIO'), { code: 'EIO' })
      },
    ]),
  ) as unknown as DiskCalls
}

const names = 'access chmod chown close copyFile fsync link lstat mkdir open readFile readdir readlink realpath rename rmdir unlink writeFile'
const real = Object.fromEntries(names.split(' ').map((name) => [name, fsExtra[name as keyof DiskCalls]])) as unknown as DiskCalls
const withoutLinks: DiskCalls = { ...real, link: (() => Promise.reject(Object.assign(new Error('EPERM'), { code: 'EPERM' }))) as unknown as DiskCalls['link'] }

/** As though the process that took the lock were another one, dead by now. */
function bury(): void {
  const lock = join(root, '.dockerize/lock')
  if (!existsSync(lock)) return
  writeFileSync(lock, readFileSync(lock, 'utf8').replace(/"began":\d+/, '"began":1'))
  utimesSync(lock, 1, 1)
}

async function killedAt(n: number, disk: DiskCalls = real): Promise<void> {
  await commit(root, changes, undefined, disturbed(disk, { kill: n })).catch(() => undefined)
  bury()
}

/** The first call at which a kill leaves the folder so. */
async function killedWhen(isSo: () => boolean): Promise<void> {
  for (let n = 1; n < 400; n++) {
    lay()
    await killedAt(n)
    if (isSo()) return
  }
  throw new Error('never so')
}

const isDecided = (): boolean => existsSync(join(root, '.dockerize/journal.json'))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

describe('a kill', () => {
  it('at every single call: old or new at once, all of one kind after the next run', async () => {
    lay()
    const before = everything(root)
    await commit(root, changes)
    const after = everything(root)
    expect(Object.keys(after)).toEqual(['.dockerize/', record, '.env', '.secrets/', '.secrets/a', 'Dockerfile', 'bin/', 'bin/run', 'compose.yaml'])
    const ends = { before: 0, after: 0 }
    for (let n = 1; ; n++) {
      lay()
      await killedAt(n)
      for (const { path, ...change } of changes) {
        const found = existsSync(join(root, path)) ? read(path) : null
        expect([n, path, 'before' in change ? change.before : null, 'after' in change ? change.after : null].slice(2)).toContain(found)
      }
      if (tracesIn(root) === 'none' && JSON.stringify(everything(root)) === JSON.stringify(after)) break
      await recover(root)
      const end = everything(root)
      expect([before, after]).toContainEqual(end)
      ends[JSON.stringify(end) === JSON.stringify(before) ? 'before' : 'after']++
    }
    expect(ends.before).toBeGreaterThan(20)
    expect(ends.after).toBeGreaterThan(10)
  })

  it('after a failure, and again while the next run puts things right, on disks with and without hard links', async () => {
    lay()
    const before = everything(root)
    await commit(root, changes)
    const after = everything(root)
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('links', 'no links'),
        fc.option(fc.integer({ min: 40, max: 200 }), { nil: undefined }),
        fc.integer({ min: 1, max: 200 }),
        fc.array(fc.integer({ min: 1, max: 120 }), { maxLength: 2 }),
        async (links, error, later, killsAgain) => {
          const disk = links === 'links' ? real : withoutLinks
          lay()
          await commit(root, changes, undefined, disturbed(disk, error === undefined ? { kill: later } : { error, kill: error + (later % 30) })).catch(
            () => undefined,
          )
          bury()
          for (const again of killsAgain) {
            await recover(root, disturbed(disk, { kill: again })).catch(() => undefined)
            bury()
          }
          const stage = readdirSync(join(root, '.dockerize')).find((name) => name.startsWith('journal'))
          seen.add(stage ?? 'none')
          await recover(root, disk)
          expect([before, after]).toContainEqual(everything(root))
          expect(tracesIn(root)).toBe('none')
        },
      ),
      // Killed while it took a dead one's lock away, after that and before its guard.
      { numRuns: 200, examples: [['links', 54, 1, [14]]] },
    )
    expect([...seen].sort()).toEqual(['journal.json', 'journal.new', 'journal.undo', 'none'])
  }, 120_000)
})

describe('edited by a person between the kill and the next run', () => {
  it('before its turn: their text stays, and so does the record, that no line of ours looks like theirs', async () => {
    await killedWhen(() => isDecided() && read('Dockerfile') === 'new\n' && read('compose.yaml') === 'a\n')
    writeFileSync(join(root, 'compose.yaml'), 'a\nmine\n')
    expect(await recover(root)).toEqual({ how: 'left', paths: [], edited: ['compose.yaml'] })
    expect(everything(root)).toMatchObject({ Dockerfile: '644 new\n', 'compose.yaml': '640 a\nmine\n', [record]: '644 {}\n' })
    expect(Object.keys(everything(root)).filter((path) => /journal|lock|\.new$|\.old$/.test(path))).toEqual([])
  })

  it('after its turn: their text stays, and the rest is completed', async () => {
    await killedWhen(() => isDecided() && read('Dockerfile') === 'new\n' && read('compose.yaml') === 'a\n')
    writeFileSync(join(root, 'Dockerfile'), 'new\nmine\n')
    expect(await recover(root)).toMatchObject({ how: 'completed', edited: [] })
    expect(everything(root)).toMatchObject({ Dockerfile: '644 new\nmine\n', 'compose.yaml': '640 a\nb\n', [record]: '644 { "files": {} }\n' })
  })
})

describe('a journal that is not as it should be', () => {
  it.each(['', '{', '{"schema":2}', 'null'])('%j: nothing is done, and the next run has peace', async (text) => {
    lay()
    const before = everything(root)
    writeFileSync(join(root, '.dockerize/journal.json'), text)
    expect(await recover(root)).toEqual({ how: 'left', paths: [], edited: [] })
    expect(everything(root)).toEqual(before)
  })

  it('a new text cut off by a power cut never takes a file’s place', async () => {
    await killedWhen(() => isDecided() && read('Dockerfile') === 'old\n')
    const fresh = readdirSync(root).find((name) => name.startsWith('.Dockerfile.') && name.endsWith('.new')) ?? ''
    truncateSync(join(root, fresh), 1)
    expect(await recover(root)).toMatchObject({ how: 'left', edited: ['Dockerfile'] })
    expect(read('Dockerfile')).toBe('old\n')
  })

  it('a path out of the project is refused', async () => {
    lay()
    const journal = { schema: 1, token: 'abcdefabcdef', folders: ['../x'], files: [{ path: '../outside', before: null, after: null }] }
    writeFileSync(join(root, '.dockerize/journal.json'), JSON.stringify(journal))
    await expect(recover(root)).rejects.toThrow('../outside: lies outside the project')
  })
})
