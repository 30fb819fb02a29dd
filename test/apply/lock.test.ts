import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import fsExtra from 'fs-extra'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takeLock } from '../../src/apply/lock.ts'
import type { Holder } from '../../src/apply/lock-holder.ts'
import { UserError } from '../../src/errors.ts'

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'lock-')))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const file = (): string => join(root, '.dockerize/lock')
const minutes = (count: number): number => Date.now() - count * 60_000

function held(holder: Partial<Holder>): void {
  mkdirSync(join(root, '.dockerize'))
  // 1 is always alive, and never this one.
  writeFileSync(file(), JSON.stringify({ pid: 1, host: hostname(), began: 1, since: Date.now(), token: 'theirs', ...holder }))
}

async function refused(): Promise<UserError> {
  const error: unknown = await takeLock(fsExtra, root, 60).catch((one: unknown) => one)
  expect(error).toBeInstanceOf(UserError)
  return error as UserError
}

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '0'])
  await new Promise((resolve) => child.on('close', resolve))
  return child.pid!
}

describe('the lock', () => {
  it('is nowhere before and after', async () => {
    const lock = await takeLock(fsExtra, root)
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ pid: process.pid, host: hostname(), token: lock.token })
    await lock.release()
    expect(readdirSync(root)).toEqual([])
  })

  it('of another is given back between two looks at it: it is taken', async () => {
    held({})
    const lock = await takeLock(
      Object.assign(Object.create(fsExtra) as typeof fsExtra, {
        realpath: (path: string) => {
          if (path === file()) rmSync(file(), { force: true })
          return fsExtra.realpath(path)
        },
      }),
      root,
      60,
    )
    expect(readFileSync(file(), 'utf8')).toContain(lock.token)
    await lock.release()
  })

  it('leaves the folder that has something in it', async () => {
    mkdirSync(join(root, '.dockerize'))
    writeFileSync(join(root, '.dockerize/answers.yaml'), 'x')
    await (await takeLock(fsExtra, root)).release()
    expect(readdirSync(join(root, '.dockerize'))).toEqual(['answers.yaml'])
  })

  it('is waited for', async () => {
    const first = await takeLock(fsExtra, root)
    const order: string[] = []
    const second = takeLock(fsExtra, root).then((lock) => {
      order.push('second')
      return lock
    })
    await new Promise((resolve) => setTimeout(resolve, 100))
    order.push('released')
    await first.release()
    await (await second).release()
    expect(order).toEqual(['released', 'second'])
  })

  it('is had by one of many at a time', async () => {
    let inside = 0
    let most = 0
    await Promise.all(
      Array.from({ length: 12 }, async () => {
        const lock = await takeLock(fsExtra, root, 20_000)
        most = Math.max(most, ++inside)
        await new Promise((resolve) => setTimeout(resolve, 3))
        inside--
        await lock.release()
      }),
    )
    expect(most).toBe(1)
  })

  it('is refused with the name of the process that does not end, in one line', async () => {
    held({ since: new Date(2026, 0, 2, 14, 3, 5).getTime() - 0, pid: 1, host: hostname() })
    writeFileSync(file(), readFileSync(file(), 'utf8').replace(/"since":\d+/, `"since":${Date.now()}`))
    const { message } = await refused()
    expect(message).toMatch(/^another create-dockerize is writing here \(process 1, since \d\d:\d\d:\d\d\)\. Nothing was written\.$/)
  })

  it('is refused with the name of another machine', async () => {
    held({ pid: 77, host: 'elsewhere' })
    expect((await refused()).message).toMatch(/\(process 77 on elsewhere, since/)
  })

  it('out of the project is refused', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'))
    symlinkSync(outside, join(root, '.dockerize'))
    expect((await refused()).message).toMatch(/\.dockerize is a link that leads out of the project/)
    expect(readdirSync(outside)).toEqual([])
    rmSync(outside, { recursive: true })
  })
})

describe('a lock is taken over', () => {
  const taken = async (): Promise<void> => {
    const lock = await takeLock(fsExtra, root, 60)
    await lock.confirm()
    await lock.release()
    expect(existsSync(join(root, '.dockerize'))).toBe(false)
  }

  it('of a process that is dead', async () => {
    held({ pid: await deadPid() })
    await taken()
  })
  it('of our own number, from before the machine or container started again', async () => {
    held({ pid: process.pid })
    await taken()
  })
  it('that is far older than writing takes', async () => {
    held({ since: minutes(11) })
    await taken()
  })
  it('of another machine, after a minute', async () => {
    held({ host: 'elsewhere', since: minutes(2) })
    await taken()
  })
  it('that names nobody, after two seconds', async () => {
    held({})
    writeFileSync(file(), '')
    await expect(takeLock(fsExtra, root, 60)).rejects.toThrow('another create-dockerize is writing here. Nothing')
    utimesSync(file(), 1, 1)
    await taken()
  })
  it('by one of many', async () => {
    held({ pid: await deadPid() })
    let inside = 0
    let most = 0
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        const lock = await takeLock(fsExtra, root, 20_000)
        most = Math.max(most, ++inside)
        await new Promise((resolve) => setTimeout(resolve, 3))
        inside--
        await lock.release()
      }),
    )
    expect(most).toBe(1)
    expect(readdirSync(root)).toEqual([])
  })
})

it('whoever lost the lock to another does not go on, and leaves that one its lock', async () => {
  const lock = await takeLock(fsExtra, root)
  writeFileSync(file(), JSON.stringify({ pid: 1, host: hostname(), began: 1, since: Date.now(), token: 'theirs' }))
  await expect(lock.confirm()).rejects.toThrow('.dockerize/lock: was taken over by another run. Nothing was written.')
  await lock.release()
  expect(existsSync(file())).toBe(true)
})
