import { describe, expect, it } from 'vitest'
import type { OnConflict } from '../../src/apply/changes.ts'
import type { OnDisk } from '../../src/apply/disk.ts'
import { changes } from '../../src/apply/index.ts'
import type { RenderedFile } from '../../src/render/files.ts'

const whole = (text: string): RenderedFile => ({ path: 'f', text, mode: 0o644, kind: 'whole' })
const lines = (text: string): RenderedFile => ({ path: 'f', text, mode: 0o644, kind: 'lines' })

async function changed(file: RenderedFile, found: string | null | OnDisk, last?: string | null, onConflict: OnConflict = 'fail') {
  const onDisk: OnDisk = found === null ? { kind: 'absent' } : typeof found === 'string' ? { kind: 'text', text: found } : found
  const base = last === null ? null : new Map(last === undefined ? [] : [['f', last]])
  const [change] = await changes([file], { root: '/nowhere' }, base, onConflict, { look: () => onDisk })
  return change!
}

describe('a file of ours', () => {
  it('is created where there is none', async () => {
    expect(await changed(whole('new\n'), null)).toEqual({ path: 'f', mode: 0o644, action: 'create', after: 'new\n' })
  })

  it('stays deleted where a person deleted it', async () => {
    expect(await changed(whole('new\n'), null, 'old\n')).toMatchObject({ action: 'kept', why: 'deleted by you' })
  })

  it.each(['a\nb\n', 'a\r\nb\r\n', '\uFEFFa\nb\n'])('is identical as %j', async (text) => {
    expect(await changed(whole('a\nb\n'), text, 'old\n')).toMatchObject({ action: 'identical' })
    expect(await changed(whole('a\nb\n'), text, null)).toMatchObject({ action: 'identical' })
  })

  it('is updated where nobody touched it, with the line endings it has', async () => {
    expect(await changed(whole('new\nb\n'), 'old\nb\n', 'old\nb\n')).toMatchObject({ action: 'update', after: 'new\nb\n' })
    expect(await changed(whole('new\nb\n'), 'old\r\nb\r\n', 'old\nb\n')).toMatchObject({ action: 'update', after: 'new\r\nb\r\n' })
  })

  it('is kept where a person changed it and we have nothing new', async () => {
    expect(await changed(whole('old\n'), 'mine\n', 'old\n')).toMatchObject({ action: 'kept', why: 'changed by you' })
  })

  it('is kept where a person made the new edit already', async () => {
    expect(await changed(whole('a\nnew\nc\n'), 'a\nnew\nc\nmine\n', 'a\nold\nc\n')).toMatchObject({ action: 'kept' })
  })

  it('is merged where both changed it', async () => {
    expect(await changed(whole('NEW\nb\nc\nd\n'), 'a\nb\nc\nmine\n', 'a\nb\nc\nd\n')).toMatchObject({
      action: 'merge',
      before: 'a\nb\nc\nmine\n',
      after: 'NEW\nb\nc\nmine\n',
    })
  })
})

describe('a file of a person', () => {
  it('is kept under a name of ours', async () => {
    expect(await changed(whole('new\n'), 'theirs\n')).toMatchObject({ action: 'kept', why: 'not written by create-dockerize' })
  })

  it('is kept where the last render is lost', async () => {
    expect(await changed(whole('new\n'), 'old\n', null)).toMatchObject({ action: 'kept' })
  })

  it('is kept where it is no text', async () => {
    expect(await changed(whole('new\n'), { kind: 'bytes' }, 'old\n')).toMatchObject({ action: 'kept', why: 'not UTF-8 text' })
  })

  it('a folder in its place is refused', async () => {
    await expect(changed(whole('new\n'), { kind: 'folder' })).rejects.toThrow('f: a folder stands where this file is to be written. Nothing was written.')
  })
})

describe('both changed the same line', () => {
  const at = (onConflict: OnConflict) => changed(whole('new\nz\n'), 'mine\nz\n', 'old\nz\n', onConflict)

  it('fail: a conflict with its lines', async () => {
    expect(await at('fail')).toMatchObject({ action: 'conflict', lines: [1], before: 'mine\nz\n' })
  })
  it('keep: the person has it', async () => {
    expect(await at('keep')).toMatchObject({ action: 'kept', why: 'changed by you' })
  })
  it('theirs: ours', async () => {
    expect(await at('theirs')).toMatchObject({ action: 'merge', after: 'new\nz\n' })
  })
  it('markers: both', async () => {
    expect(await at('markers')).toMatchObject({ action: 'merge', after: expect.stringContaining('<<<<<<< yours\nmine\n') as string })
  })
})

describe('a file that is written once', () => {
  const once: RenderedFile = { path: '.env', text: 'A=1\n', mode: 0o600, kind: 'once' }
  it('is created, then never touched', async () => {
    expect(await changed(once, null)).toMatchObject({ action: 'create', mode: 0o600 })
    expect(await changed(once, 'B=2\n')).toMatchObject({ action: 'kept' })
  })
})

describe('our own record', () => {
  it('is replaced whenever it differs', async () => {
    expect(await changed({ path: 'r', text: 'new\n', mode: 0o644, kind: 'record' }, 'old\n', null)).toMatchObject({ action: 'update', after: 'new\n' })
  })
})

describe('lines in a file of a person', () => {
  it.each([
    ['a\n', 'a\n.env\n'],
    ['a', 'a\n.env'],
    ['a\r\nb\r\n', 'a\r\nb\r\n.env\r\n'],
    ['\uFEFFa\n', '\uFEFFa\n.env\n'],
    ['', '.env\n'],
  ])('%j becomes %j', async (before, after) => {
    expect(await changed(lines('.env\n'), before)).toMatchObject({ action: 'merge', before, after })
  })

  it('are not added twice', async () => {
    expect(await changed(lines('a\n.env\n'), '.env  \r\nx\r\na')).toMatchObject({ action: 'identical' })
  })

  it('bring the comment above them, and no comment by itself', async () => {
    const wanted = lines('# secrets\n.env\n# ours\n.local\n')
    expect(await changed(wanted, '.env\n')).toMatchObject({ after: '.env\n# ours\n.local\n' })
    expect(await changed(wanted, '.env\n.local\n')).toMatchObject({ action: 'identical' })
  })

  it('are a new file where there is none', async () => {
    expect(await changed(lines('.env\n'), null, '.env\n')).toMatchObject({ action: 'create', after: '.env\n' })
  })
})
