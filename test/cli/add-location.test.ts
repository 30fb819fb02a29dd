import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diffLines } from 'diff'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runCli } from './run-cli.ts'

/** A third code location, beside two that are set up and whose files a person has changed since. */
const dir = mkdtempSync(join(tmpdir(), 'dockerize-location-'))
const own = '# Ours: the warehouse has a location of its own, elsewhere.\n'
let before: ReadonlyMap<string, string>
let after: ReadonlyMap<string, string>

beforeAll(async () => {
  cpSync('examples/dagster', dir, { recursive: true })
  for (const name of ['sales', 'weather']) writeFileSync(join(dir, name, 'uv.lock'), 'version = 1\n\n[[package]]\nname = "dagster"\nversion = "1.12.3"\n')
  expect((await runCli(['--yes', '--no-validate'], dir)).code).toBe(0)
  const workspace = join(dir, 'dagster/workspace.yaml')
  writeFileSync(workspace, own + readFileSync(workspace, 'utf8'))
  before = filesIn(dir)
  cpSync(join(dir, 'weather'), join(dir, 'stock'), { recursive: true, filter: (path) => !/ockerfile|dockerignore/.test(path) })
  mkdirSync(join(dir, 'stock/src/stock'))
  rmSync(join(dir, 'stock/src/weather'), { recursive: true })
  writeFileSync(join(dir, 'stock/src/stock/__init__.py'), '')
  writeFileSync(join(dir, 'stock/src/stock/definitions.py'), 'import dagster as dg\n\ndefs = dg.Definitions()\n')
  writeFileSync(join(dir, 'stock/pyproject.toml'), readFileSync(join(dir, 'weather/pyproject.toml'), 'utf8').replaceAll('weather', 'stock'))
  const ended = await runCli(['add', 'stock', '--no-validate'], dir)
  expect(ended.code, ended.stderr).toBe(0)
  after = filesIn(dir)
})

afterAll(() => rmSync(dir, { recursive: true, force: true }))

it('changes no line that is there', () => {
  // The Makefile names all of them in one line, the record is ours.
  const others = [...before].filter(([path]) => path !== 'Makefile' && path !== 'DOCKER.md' && !path.startsWith('.dockerize/'))
  for (const [path, text] of others) expect(removed(text, after.get(path) ?? ''), path).toEqual([])
})

it('changes lines of DOCKER.md by its name in a list alone', () => {
  const old = (before.get('DOCKER.md') ?? '').split('\n')
  const now = (after.get('DOCKER.md') ?? '').split('\n')
  const gone = old.filter((line) => !now.includes(line))
  expect(gone.length).toBeGreaterThan(0)
  const plain = (line: string) => line.replace(/[`,\s]|\band\b/g, '')
  for (const line of gone)
    expect(
      now.map((one) => plain(one.replaceAll(/`[^`]*\bstock\b[^`]*`(<br>)?|\bstock\b/g, ''))),
      line,
    ).toContain(plain(line))
})

it('touches nothing of the other locations, nor the image of the servers', () => {
  const changed = [...before].flatMap(([path, text]) => (after.get(path) === text ? [] : [path]))
  expect(changed.filter((path) => /^(sales|weather|\.devcontainer)\/|dagster\/(?!workspace)/.test(path))).toEqual([])
})

it('adds one entry, one service that is waited for, and its image', () => {
  const entry = '  - grpc_server:\n      host: stock\n      port: 4000\n      location_name: stock\n'
  expect(after.get('dagster/workspace.yaml')).toContain(entry)
  expect(after.get('dagster/workspace.yaml')?.replace(entry, '')).toBe(before.get('dagster/workspace.yaml'))
  expect(after.get('stock/Dockerfile')).toContain('"--location-name", "stock", "--module-name", "stock.definitions"')
  expect(after.get('compose.yaml')?.match(/^ {6}stock:\n {8}condition: service_healthy$/gm)).toHaveLength(2)
})

function removed(from: string, to: string): string[] {
  return diffLines(from, to).flatMap((part) => (part.removed ? [part.value] : []))
}

function filesIn(root: string): Map<string, string> {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  return new Map(
    paths.map((one) => {
      const path = join(one.parentPath, one.name)
      return [path.slice(root.length + 1), readFileSync(path, 'utf8')]
    }),
  )
}
