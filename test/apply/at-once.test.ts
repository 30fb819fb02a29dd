import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCli } from '../cli/run-cli.ts'
import { writeFlatProject } from '../e2e/flat-project.ts'
import { everything } from './everything.ts'

// Several runs of the built program in one project at the same time.

let work: string
let root: string
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'at-once-'))
  root = lay('several')
})
afterEach(() => rmSync(work, { recursive: true, force: true }))

function lay(name: string): string {
  const folder = join(work, name, 'shop')
  mkdirSync(folder, { recursive: true })
  writeFlatProject(folder)
  return folder
}

const masked = (folder: string) => Object.fromEntries(Object.entries(everything(folder)).map(([path, text]) => [path, text.replace(/[\w-]{32}/g, '<random>')]))

describe('eight runs at once', () => {
  it('the same first run: each ends well, and the files are those of one', { timeout: 120_000 }, async () => {
    const one = lay('one')
    expect((await runCli(['--yes', '--no-validate'], one)).code).toBe(0)
    const ended = await Promise.all(Array.from({ length: 8 }, () => runCli(['--yes', '--no-validate'], root)))
    expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual(ended.map(() => [0, '']))
    expect(masked(root)).toEqual(masked(one))
    // One of the secrets that were drawn, and not two halves.
    expect(everything(root)['.env']).toContain(everything(root)['.secrets/postgres_password']?.slice('444 '.length).trim())
  })

  it('different wishes: none of them is lost', { timeout: 120_000 }, async () => {
    expect((await runCli(['--yes', '--no-validate'], root)).code).toBe(0)
    const wishes = ['redis', 'rabbitmq', 'mailpit', 'memcached']
    const ended = await Promise.all(wishes.map((wish) => runCli(['--yes', '--no-validate', '--with', wish], root)))
    expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual(wishes.map(() => [0, '']))
    for (const wish of wishes) expect(everything(root)['compose.yaml']).toMatch(new RegExp(`^  ${wish}:`, 'm'))
  })
})

describe('a run that found', () => {
  const dead = { pid: 2 ** 22 + 1, host: 'nowhere', began: 1, since: 1, token: 'x' }
  const interrupted = (): void => {
    mkdirSync(join(root, '.dockerize'), { recursive: true })
    writeFileSync(join(root, '.dockerize/lock'), JSON.stringify(dead))
    writeFileSync(join(root, '.dockerize/journal.new'), '')
  }

  it('an interrupted one, and only reads: says so, writes nothing', async () => {
    expect((await runCli(['--yes', '--no-validate'], root)).code).toBe(0)
    interrupted()
    const before = everything(root)
    for (const args of [['detect'], ['--dry-run', '--yes'], ['check', '--no-validate']]) {
      const { code, stderr } = await runCli(args, root)
      expect([code, stderr]).toEqual([0, 'An earlier run was stopped while it wrote: the next one that writes ends it.\n'])
    }
    expect(everything(root)).toEqual(before)
  })

  it('an interrupted one: ends it, says so, and goes on', async () => {
    interrupted()
    const { code, stderr } = await runCli(['--yes', '--no-validate'], root)
    expect([code, stderr]).toEqual([0, 'An earlier run was stopped while it wrote: no file had changed yet.\n'])
    expect(Object.keys(everything(root)).filter((path) => /journal|lock$/.test(path))).toEqual([])
  })

  it('one at work that does not end: names it, writes nothing', { timeout: 60_000 }, async () => {
    mkdirSync(join(root, '.dockerize'))
    writeFileSync(join(root, '.dockerize/lock'), JSON.stringify({ ...dead, host: 'elsewhere', pid: 42, since: Date.now() }))
    const before = everything(root)
    const { code, stderr } = await runCli(['--yes', '--no-validate'], root)
    expect(code).toBe(1)
    expect(stderr).toMatch(/^error: another create-dockerize is writing here \(process 42 on elsewhere, since [\d:]+\)\. Nothing was written\.\n {2}run this/)
    expect(everything(root)).toEqual(before)
  })
})
