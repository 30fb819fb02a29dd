import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { runCli } from './run-cli.ts'

const app = 'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/health")\ndef health():\n    return {}\n'
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Two services in folders of their own, set up. */
async function twoUnits() {
  const root = mkdtempSync(join(tmpdir(), 'units-'))
  folders.push(root)
  for (const [path, text] of Object.entries({
    'shop/requirements.txt': 'fastapi\nuvicorn\n',
    'shop/main.py': app,
    'stock/requirements.txt': 'fastapi\nuvicorn\n',
    'stock/main.py': app,
  })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  expect(await runCli(['--yes', '--no-validate'], root)).toMatchObject({ code: 0 })
  return { root, read: (path: string) => readFileSync(join(root, path), 'utf8'), all: () => textsIn(root) }
}

function textsIn(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(root, path)).isFile())
  return Object.fromEntries(files.sort().map((path) => [path, readFileSync(join(root, path), 'utf8')]))
}

test('two that listen on one port inside are published on two', async () => {
  const { read } = await twoUnits()
  expect([...read('compose.yaml').matchAll(/- "127\.0\.0\.1:(.*)"/g)].map(([, port]) => port)).toEqual(['${SHOP_PORT:-8000}:8000', '${STOCK_PORT:-8001}:8000'])
})

test('a unit goes with its files and comes back to the same bytes', async () => {
  const { root, read, all } = await twoUnits()
  const before = all()
  expect(await runCli(['remove', 'stock', '--no-validate'], root)).toMatchObject({ code: 0 })
  expect(existsSync(join(root, 'stock/Dockerfile'))).toBe(false)
  expect(existsSync(join(root, 'stock/main.py'))).toBe(true)
  expect(read('compose.yaml')).not.toMatch(/^ {2}stock:/m)
  expect(await runCli(['check', '--no-validate'], root)).toMatchObject({ code: 0 })
  expect(await runCli(['add', './stock', '--no-validate'], root)).toMatchObject({ code: 0 })
  expect(all()).toEqual(before)
})

test('a file of a unit that goes stays where its person changed it', async () => {
  const { root, read } = await twoUnits()
  writeFileSync(join(root, 'stock/Dockerfile'), `${read('stock/Dockerfile')}# ours\n`)
  const { stdout } = await runCli(['remove', 'stock', '--no-validate'], root)
  expect(read('stock/Dockerfile')).toContain('# ours')
  expect(stdout).toContain('nothing needs it any more')
})

test('a unit that another name was given in the answers keeps it', async () => {
  const { root, read } = await twoUnits()
  writeFileSync(join(root, '.dockerize/answers.yaml'), read('.dockerize/answers.yaml').replace('  stock:', '  warehouse:'))
  // Two that start the same cannot be told apart by it; the folder that is left over can.
  const { code, stderr } = await runCli(['update', '--no-validate'], root)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(read('compose.yaml')).toMatch(/^ {2}warehouse:/m)
  expect(read('compose.yaml')).not.toMatch(/^ {2}stock:/m)
})

test('what is not there can neither come nor go', async () => {
  const { root, all } = await twoUnits()
  const before = all()
  expect(await runCli(['add', 'worker', '--no-validate'], root)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('nothing to run is seen for worker') as string,
  })
  expect(await runCli(['remove', 'redis', '--no-validate'], root)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('there is no redis here') as string,
  })
  expect(await runCli(['add', 'redsi'], root)).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean redis?') as string })
  expect(all()).toEqual(before)
})
