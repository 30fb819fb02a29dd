import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { must, run } from './shell.ts'

const { tarball } = inject('installed')
const work = mkdtempSync(join(tmpdir(), 'dockerize-runners-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

// The one that runs on processors of any age.
const bun = `bun-${process.platform}-${process.arch === 'arm64' ? 'aarch64' : 'x64-baseline'}`
const tools = join(work, 'node_modules')

/** What `<manager> create dockerize` stands for in each, with a file in place of the name. */
const runners: [manager: string, command: string, before: string[]][] = [
  ['npm', 'npm', ['exec', '--yes', `--package=${tarball}`, '--', 'create-dockerize']],
  ['pnpm', join(tools, '.bin/pnpm'), ['dlx', `--package=file:${tarball}`, 'create-dockerize']],
  ['yarn', join(tools, '.bin/yarn'), ['dlx', '--quiet', '--package', `create-dockerize@file:${tarball}`, 'create-dockerize']],
  ['bun', join(tools, '@oven', bun, 'bin/bun'), ['x', '--package', tarball, 'create-dockerize']],
]

const words = ['--yes', '--no-validate', '--quiet']
const source = shop('source')
const home = join(work, 'home')

let unreachable: string | null = null
beforeAll(async () => {
  mkdirSync(home)
  await must(process.execPath, [resolve('dist/cli.js'), ...words], { cwd: source })
  expect(files(source)).toContain('Dockerfile')
  const packages = ['pnpm@10', '@yarnpkg/cli-dist@4', `@oven/${bun}@1`]
  const ended = await run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--fetch-retries=0', '--prefix', work, ...packages], { cwd: work })
  if (ended.code === 0) return
  if (process.env['CI'] || !/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT/.test(ended.err)) throw new Error(ended.err)
  unreachable = 'No registry answers, so pnpm, yarn and bun cannot be had.'
})

it.for(runners)('%s runs the package: the same files as from source', async ([manager, command, before], { skip }) => {
  skip(manager !== 'npm' && unreachable !== null, unreachable ?? '')
  const own = shop(manager)
  await must(command, [...before, ...words], { cwd: own, env: { HOME: home, CI: '' } })
  expect(texts(own)).toEqual(texts(source))
})

/** A small project in a folder of the same name, from which the set-up has its own. */
function shop(name: string): string {
  const folder = join(work, name, 'shop')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'requirements.txt'), 'fastapi==0.128.0\nuvicorn==0.40.0\npsycopg[binary]==3.3.2\n')
  writeFileSync(join(folder, 'main.py'), 'import os\n\nfrom fastapi import FastAPI\n\nDATABASE_URL = os.environ["DATABASE_URL"]\napp = FastAPI()\n')
  return folder
}

/** Passwords are others each time. */
function texts(folder: string): Record<string, string> {
  return Object.fromEntries(files(folder).map((path) => [path, /^\.env$|^\.secrets\//.test(path) ? '' : readFileSync(join(folder, path), 'utf8')]))
}

function files(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[]).filter((path) => statSync(join(folder, path)).isFile()).sort()
}
