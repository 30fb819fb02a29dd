import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import fsExtra from 'fs-extra'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Change } from '../../src/apply/changes.ts'
import { commit } from '../../src/apply/commit.ts'
import type { DiskCalls } from '../../src/apply/disk-calls.ts'
import { UserError } from '../../src/errors.ts'
import { everything } from './everything.ts'

let root: string
let outside: string

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'commit-')))
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'outside-')))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
  rmSync(outside, { recursive: true, force: true })
})

const create = (path: string, after: string, mode = 0o644): Change => ({ path, mode, action: 'create', after })
const update = (path: string, before: string, after: string): Change => ({ path, mode: 0o644, action: 'update', before, after })
const put = (path: string, text: string): void => writeFileSync(join(root, path), text)
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

describe('writes', () => {
  it('new files with their mode, in new folders, and leaves nothing else behind', async () => {
    await commit(root, [create('.env', 'A=1\n', 0o600), create('bin/a/run', 'x\n', 0o755), create('bin/b', 'y\n')])
    expect(everything(root)).toEqual({ '.env': '600 A=1\n', 'bin/': '', 'bin/a/': '', 'bin/a/run': '755 x\n', 'bin/b': '644 y\n' })
  })

  it('over a file that is there, keeping its mode', async () => {
    put('f', 'old\n')
    chmodSync(join(root, 'f'), 0o640)
    await commit(root, [update('f', 'old\n', 'new\n'), { path: 'g', mode: 0o644, action: 'kept' }])
    expect(everything(root)).toEqual({ f: '640 new\n' })
  })

  it.runIf(process.getuid?.() === 0)('keeps the owner where root runs it', async () => {
    put('f', 'old\n')
    await fsExtra.chown(join(root, 'f'), 12345, 54321)
    await commit(root, [update('f', 'old\n', 'new\n')])
    expect(statSync(join(root, 'f'))).toMatchObject({ uid: 12345, gid: 54321 })
  })

  it('nothing for changes that change nothing', async () => {
    put('f', 'x\n')
    const { mtimeMs } = statSync(join(root, 'f'))
    await commit(root, [{ path: 'f', mode: 0o644, action: 'identical' }])
    expect(statSync(join(root, 'f')).mtimeMs).toBe(mtimeMs)
  })

  it('through a link to a file of the project', async () => {
    put('real', 'old\n')
    symlinkSync('real', join(root, 'f'))
    await commit(root, [update('f', 'old\n', 'new\n')])
    expect([read('real'), lstatSync(join(root, 'f')).isSymbolicLink()]).toEqual(['new\n', true])
  })

  it('through a link to a file of the project that is not there yet', async () => {
    symlinkSync('real', join(root, 'f'))
    await commit(root, [create('f', 'new\n')])
    expect([read('real'), lstatSync(join(root, 'f')).isSymbolicLink()]).toEqual(['new\n', true])
  })
})

describe('refuses, with nothing written', () => {
  const refused = async (changes: readonly Change[], message: RegExp | string): Promise<void> => {
    const before = [everything(root), everything(outside)]
    const error = await commit(root, [create('first', 'x\n'), ...changes]).catch((one: unknown) => one)
    expect(error).toBeInstanceOf(UserError)
    expect((error as UserError).message).toMatch(message)
    expect((error as UserError).message).not.toContain('\n')
    expect([everything(root), everything(outside)]).toEqual(before)
  }

  it.each(['../x', 'a/../../x', '/tmp/x'])('a path outside: %s', (path) => refused([create(path, 'x')], /lies outside the project\. Nothing was written\.$/))

  it('a link out of the project', async () => {
    writeFileSync(join(outside, 'x'), 'old\n')
    symlinkSync(join(outside, 'x'), join(root, 'f'))
    await refused([update('f', 'old\n', 'new\n')], /^f: is a link that leads out of the project, to .*\. Nothing was written\.$/)
  })

  it('a link out of the project that leads nowhere', async () => {
    symlinkSync(join(outside, 'none'), join(root, 'f'))
    await refused([create('f', 'new\n')], /leads out of the project/)
  })

  it('a folder that is a link out of the project', async () => {
    symlinkSync(outside, join(root, 'd'))
    await refused([create('d/f', 'new\n')], /^d\/f: d is a link that leads out of the project/)
  })

  it('a link to itself', async () => {
    symlinkSync('f', join(root, 'f'))
    await refused([create('f', 'new\n')], /^f: is a link that leads back to itself/)
  })

  it('a folder in the way', async () => {
    mkdirSync(join(root, 'f'))
    await refused([create('f', 'new\n')], 'f: a folder stands where this file is to be written. Nothing was written.')
  })

  it('a file where a folder is needed', async () => {
    put('d', 'x')
    await refused([create('d/f', 'new\n')], 'd/f: d is a file, and a folder is needed there. Nothing was written.')
  })

  it('a file that was changed since the plan was made', async () => {
    put('f', 'saved just now\n')
    await refused([update('f', 'old\n', 'new\n')], 'f: was changed while this ran. Nothing was written.')
  })

  it('a file that came up since the plan was made', async () => {
    put('f', 'saved just now\n')
    await refused([create('f', 'new\n')], 'f: was changed while this ran. Nothing was written.')
  })

  it('two changes of one file', async () => {
    put('real', 'old\n')
    symlinkSync('real', join(root, 'f'))
    await refused([update('f', 'old\n', 'new\n'), update('real', 'old\n', 'other\n')], 'real: is the same file as f')
  })

  it('an unsettled conflict, as a bug of ours', async () => {
    await expect(
      commit(root, [
        { path: 'f', mode: 0o644, action: 'conflict', before: '', after: '', versions: { base: '', mine: '', theirs: '' }, conflicts: [], lines: [1] },
      ]),
    ).rejects.not.toBeInstanceOf(UserError)
  })
})

/** The real disk, on which the n-th call fails. */
function failingAt(n: number, code: string): { disk: DiskCalls; failed: () => boolean } {
  let count = 0
  const names = ['open', 'writeFile', 'fsync', 'close', 'chmod', 'readFile', 'link', 'rename', 'mkdir', 'realpath'] as const
  const disk = { ...fsExtra } as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>
  for (const name of names) {
    const real = (fsExtra as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>)[name]!
    disk[name] = async (...args) => {
      count++
      if (count !== n) return real(...args)
      // A file that cannot be closed is closed all the same.
      if (name === 'close') await real(...args)
      throw Object.assign(new Error(code), { code })
    }
  }
  return { disk: disk as unknown as DiskCalls, failed: () => count >= n }
}

describe('all or nothing', () => {
  it('whichever call fails, the folder is as before or as planned', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 160 }),
        fc.constantFrom('ENOSPC', 'EACCES', 'EIO', 'EPERM', 'EDQUOT', 'EROFS'),
        fc.subarray(['old1', 'old2', 'new1', 'd/new2', 'd/e/new3'] as const, { minLength: 1 }),
        async (n, code, paths) => {
          rmSync(root, { recursive: true, force: true })
          mkdirSync(root)
          put('old1', 'one\n')
          put('old2', 'two\n')
          chmodSync(join(root, 'old2'), 0o600)
          const before = everything(root)
          const plan = paths.map((path) => (path.startsWith('old') ? update(path, read(path), 'after\n') : create(path, 'after\n')))
          const { disk, failed } = failingAt(n, code)
          const error: unknown = await commit(root, plan, undefined, disk).then(
            () => null,
            (one: unknown) => one,
          )
          if (error === null) {
            for (const path of paths) expect(read(path)).toBe('after\n')
            expect(Object.keys(everything(root)).filter((path) => /\.(new|old)$/.test(path))).toEqual([])
            return
          }
          expect(failed()).toBe(true)
          expect(error).toBeInstanceOf(UserError)
          expect((error as UserError).message).toMatch(/^\S+: .*\. Nothing was written\.$/)
          expect(everything(root)).toEqual(before)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('says what it could not put back, and leaves the old text there', async () => {
    put('a', 'one\n')
    put('b', 'two\n')
    let renames = 0
    const disk: DiskCalls = {
      ...fsExtra,
      rename: (async (from: string, to: string) =>
        from.includes('.dockerize') || ++renames === 1
          ? fsExtra.rename(from, to)
          : Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' }))) as DiskCalls['rename'],
    }
    const error = (await commit(root, [update('a', 'one\n', 'x\n'), update('b', 'two\n', 'y\n')], undefined, disk).catch((one: unknown) => one)) as UserError
    const [, old = ''] = /^b: the disk reports an error\. Could not be put back as before: a \(its old text: (.+)\)\.$/.exec(error.message) ?? []
    expect(existsSync(old) && readFileSync(old, 'utf8')).toBe('one\n')
    expect(read('b')).toBe('two\n')
  })

  it('waits for the disk: for each new text and the journal, and no more', async () => {
    put('old', 'one\n')
    let flushed = 0
    const fsync = ((file: number) => {
      flushed++
      return fsExtra.fsync(file)
    }) as unknown as DiskCalls['fsync']
    await commit(root, [update('old', 'one\n', 'two\n'), create('new', 'x\n'), create('d/newer', 'x\n')], undefined, { ...fsExtra, fsync })
    expect(flushed).toBe(3 + 1)
  })

  it('passes on what is no fault of the disk', async () => {
    const disk: DiskCalls = { ...fsExtra, close: (() => Promise.reject(new TypeError('bug'))) as unknown as DiskCalls['close'] }
    await expect(commit(root, [create('a', 'x')], undefined, disk)).rejects.toBeInstanceOf(TypeError)
    expect(everything(root)).toEqual({})
  })
})
