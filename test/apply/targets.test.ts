import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import fsExtra from 'fs-extra'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changes as changesFor } from '../../src/apply/index.ts'
import type { Change } from '../../src/apply/changes.ts'
import { commit } from '../../src/apply/commit.ts'
import type { DiskCalls } from '../../src/apply/disk-calls.ts'
import type { OnDisk } from '../../src/apply/disk.ts'
import { everything } from './everything.ts'

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'targets-')))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
const update = (path: string, before: string, after: string): Change => ({ path, mode: 0o644, action: 'update', before, after })
const create = (path: string, after: string): Change => ({ path, mode: 0o644, action: 'create', after })
const remove = (path: string, before: string): Change => ({ path, mode: 0o644, action: 'delete', before })

describe('a file that its owner made read-only', () => {
  it.each([
    ['is not replaced', update('Dockerfile', 'old\n', 'new\n')],
    ['is not deleted', remove('Dockerfile', 'old\n')],
  ])('%s, also not by root: it is named, and nothing is written', async (_, change) => {
    put('Dockerfile', 'old\n')
    chmodSync(join(root, 'Dockerfile'), 0o444)
    const error = await commit(root, [create('first', 'x\n'), change]).catch((one: unknown) => one)
    expect(error).toMatchObject({
      message: 'Dockerfile: is read-only. Nothing was written.',
      help: { todo: ['if it may be changed: chmod u+w Dockerfile'] },
    })
    expect(everything(root)).toEqual({ Dockerfile: '444 old\n' })
  })

  it('through a link counts as well', async () => {
    put('real', 'old\n')
    chmodSync(join(root, 'real'), 0o400)
    symlinkSync('real', join(root, 'Dockerfile'))
    await expect(commit(root, [update('Dockerfile', 'old\n', 'new\n')])).rejects.toThrow('Dockerfile: is read-only')
  })
})

describe('a deletion', () => {
  it('takes the file, and the folders that held nothing else', async () => {
    put('a/b/ours', 'x\n')
    put('a/theirs', 'y\n')
    await commit(root, [remove('a/b/ours', 'x\n'), create('new', 'z\n')])
    expect(everything(root)).toEqual({ 'a/': '', 'a/theirs': '644 y\n', new: '644 z\n' })
  })

  it('of a text that is another one by now is refused, with nothing written', async () => {
    put('ours', 'edited\n')
    await expect(commit(root, [create('new', 'z\n'), remove('ours', 'x\n')])).rejects.toThrow('ours: was changed while this ran. Nothing was written.')
    expect(everything(root)).toEqual({ ours: '644 edited\n' })
  })

  it('of a link takes the link, not what it leads to', async () => {
    put('docker/Dockerfile', 'x\n')
    symlinkSync('docker/Dockerfile', join(root, 'Dockerfile'))
    await commit(root, [remove('Dockerfile', 'x\n')])
    expect(everything(root)).toEqual({ 'docker/': '', 'docker/Dockerfile': '644 x\n' })
  })

  it('is taken back with the rest, mode and owner as they were', async () => {
    put('bin/run', 'x\n')
    chmodSync(join(root, 'bin/run'), 0o755)
    if (process.getuid?.() === 0) await fsExtra.chown(join(root, 'bin/run'), 12345, 54321)
    const { ino, uid } = statSync(join(root, 'bin/run'))
    const disk: DiskCalls = {
      ...fsExtra,
      link: (() => Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' }))) as unknown as DiskCalls['link'],
    }
    await expect(commit(root, [remove('bin/run', 'x\n'), create('new', 'y\n')], undefined, disk)).rejects.toThrow('new: the disk reports an error. Nothing')
    expect(everything(root)).toEqual({ 'bin/': '', 'bin/run': '755 x\n' })
    expect(statSync(join(root, 'bin/run'))).toMatchObject({ ino, uid })
  })
})

/** The name on disk that a path means where upper and lower case are one; the path itself where there is none. */
function spelled(path: string): string {
  if (path === dirname(path) || !path.startsWith(root)) return path
  const folder = path === root ? root : join(spelled(dirname(path)), basename(path))
  if (path === root) return root
  try {
    const found = readdirSync(dirname(folder)).find((name) => name.toLowerCase() === basename(path).toLowerCase())
    return found === undefined ? folder : join(dirname(folder), found)
  } catch {
    return folder
  }
}

type Call = (...args: unknown[]) => Promise<unknown>
/** As on macOS and Windows: every call finds a file under any spelling, and what is made or moved goes by the name that was used. */
function caseless(): DiskCalls {
  const found = (arg: unknown): unknown => (typeof arg === 'string' && arg.startsWith(root) ? spelled(arg) : arg)
  const calls = Object.entries(fsExtra as unknown as Record<string, Call>).map(([name, call]) => [name, (...args: unknown[]) => call(...args.map(found))])
  const rename = async (from: string, to: string): Promise<void> => {
    await fsExtra.rm(spelled(to), { force: true })
    await fsExtra.rename(spelled(from), join(dirname(spelled(to)), basename(to)))
  }
  return { ...(Object.fromEntries(calls) as object), rename } as DiskCalls
}

describe('a disk where upper and lower case are one', () => {
  const look = (path: string): OnDisk => {
    const text = fsExtra.existsSync(spelled(join(root, path))) ? readFileSync(spelled(join(root, path)), 'utf8') : null
    return text === null ? { kind: 'absent' } : { kind: 'text', text }
  }

  it('a person’s makefile is theirs, also where we would write Makefile', async () => {
    put('makefile', 'theirs:\n')
    put('.Env', 'A=1\n')
    const plan = await changesFor(
      [
        { path: 'Makefile', text: 'ours:\n', mode: 0o644, kind: 'whole' },
        { path: '.env', text: 'A=2\n', mode: 0o600, kind: 'once' },
      ],
      { root },
      new Map(),
      'fail',
      { look },
    )
    expect(plan.map(({ action }) => action)).toEqual(['kept', 'kept'])
    await commit(root, plan, undefined, caseless())
    expect(everything(root)).toEqual({ makefile: '644 theirs:\n', '.Env': '644 A=1\n' })
  })

  it('a file that was renamed to another case is updated under the name that it has', async () => {
    put('Docker/makefile', 'old\n')
    await commit(root, [update('docker/Makefile', 'old\n', 'new\n')], undefined, caseless())
    expect(everything(root)).toEqual({ 'Docker/': '', 'Docker/makefile': '644 new\n' })
  })

  it('one that came up meanwhile is not written over', async () => {
    put('makefile', 'theirs\n')
    await expect(commit(root, [create('Makefile', 'ours\n')], undefined, caseless())).rejects.toThrow('Makefile: was changed while this ran')
    expect(everything(root)).toEqual({ makefile: '644 theirs\n' })
  })

  it('two spellings of one file are one', async () => {
    put('makefile', 'old\n')
    await expect(commit(root, [update('makefile', 'old\n', 'a\n'), update('Makefile', 'old\n', 'b\n')], undefined, caseless())).rejects.toThrow(
      'Makefile: is the same file as makefile',
    )
    await expect(commit(root, [create('New', 'a\n'), create('new', 'b\n')], undefined, caseless())).rejects.toThrow('Nothing was written.')
    expect(everything(root)).toEqual({ makefile: '644 old\n' })
  })
})
