import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCli } from '../cli/run-cli.ts'
import { writeFlatProject } from '../e2e/flat-project.ts'
import { everything } from './everything.ts'

let root: string
/** Where tsx keeps what it compiled: not on the disk that is full. */
let scratch: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bad-disk-'))
  scratch = mkdtempSync(join(tmpdir(), 'scratch-'))
  chmodSync(scratch, 0o777)
})
afterEach(() => {
  for (const folder of [root, scratch]) rmSync(folder, { recursive: true, force: true })
})

const script = join(import.meta.dirname, 'commit-once.ts')
/** A program that runs as root everywhere else is run as somebody here: root may write to any folder. */
const asSomebody = ['setpriv', '--reuid=12345', '--regid=12345', '--clear-groups']
const isRoot = process.getuid?.() === 0

function commitOnce(before: readonly string[], ...args: string[]): { output: string; status: number | null } {
  const [command = '', ...rest] = [...before, process.execPath, '--import', 'tsx', script, root, ...args]
  const { stdout, stderr, status } = spawnSync(command, rest, {
    encoding: 'utf8',
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, TMPDIR: scratch },
  })
  return { output: (stdout + stderr).trim(), status }
}

describe.runIf(isRoot && process.platform === 'linux')('a folder that may not be written to', () => {
  it('is named, and nothing is written', () => {
    chmodSync(root, 0o777)
    mkdirSync(join(root, 'web'))
    const { output, status } = commitOnce(asSomebody, 'first=3', 'web/Dockerfile=3')
    expect(output).toBe('web/Dockerfile: no permission to write here. Nothing was written.')
    expect(status).toBe(1)
    expect(readdirSync(join(root, 'web'))).toEqual([])
    expect(readdirSync(root)).toEqual(['web'])
  })

  it('is named where it is the project itself', () => {
    chmodSync(root, 0o755)
    const { output, status } = commitOnce(asSomebody, 'Dockerfile=3')
    expect([output, status]).toEqual(['.dockerize: no permission to write here. Nothing was written.', 1])
    expect(readdirSync(root)).toEqual([])
  })

  it('stops before a file of somebody else, whose folder would let it be replaced', () => {
    chmodSync(root, 0o777)
    writeFileSync(join(root, 'Dockerfile'), 'theirs\n')
    const { output, status } = commitOnce(asSomebody, 'first=3', 'Dockerfile=3')
    expect([output, status]).toEqual(['Dockerfile: no permission to write here. Nothing was written.', 1])
    expect(readdirSync(root)).toEqual(['Dockerfile'])
  })
})

describe.runIf(isRoot && process.platform === 'linux' && canMount())('a full disk', () => {
  beforeEach(() => void execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', root]))
  afterEach(() => void execFileSync('umount', [root]))

  it('is named, and nothing is written', () => {
    const { output, status } = commitOnce([], 'small=100', 'folder/small=100', 'Dockerfile=100000')
    expect(output).toBe('Dockerfile: the disk is full. Nothing was written.')
    expect(status).toBe(1)
    expect(readdirSync(root)).toEqual([])
  })

  it('keeps what was there, byte for byte, in a run of the program', async () => {
    writeFlatProject(root)
    writeFileSync(join(root, 'Makefile'), 'mine:\n\ttrue\n')
    const before = everything(root)
    const { code, stderr } = await runCli(['--yes', '--no-validate'], root)
    expect(stderr).toMatch(/^error: \S+: the disk is full\. Nothing was written\.\n$/)
    expect(code).toBe(1)
    expect(everything(root)).toEqual(before)
    execFileSync('mount', ['-o', 'remount,size=4m', root])
    expect((await runCli(['--yes', '--no-validate'], root)).code).toBe(0)
  })

  it('has room for what fits', () => {
    expect(commitOnce([], 'small=100').output).toBe('written')
  })
})

/** Containers without the right to mount exist. */
function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'mount-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status === 0
  if (mounted) spawnSync('umount', [folder])
  rmSync(folder, { recursive: true })
  return mounted
}
