import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

/** An image that cannot be built for a machine is left out for it, and it is said why. */
const cli = join(import.meta.dirname, '../../dist/cli.js')
const scratch = mkdtempSync(join(tmpdir(), 'dockerize-machines-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
const docker = spawnSync('docker', ['buildx', 'version']).status === 0

const lock = (...wheels: string[]) => `version = 1
requires-python = ">=3.13"

[[package]]
name = "shop"
version = "1"
source = { virtual = "." }
dependencies = [
    { name = "fastapi" },
    { name = "fastmath" },
]

[[package]]
name = "fastapi"
version = "0.120.0"
source = { registry = "https://packages.example.com/simple" }
wheels = [
    { url = "https://files.example.com/fastapi-0.120.0-py3-none-any.whl", hash = "sha256:00" },
]

[[package]]
name = "fastmath"
version = "1.2.0"
source = { registry = "https://packages.example.com/simple" }
wheels = [
${wheels.map((one) => `    { url = "https://files.example.com/fastmath-1.2.0-${one}.whl", hash = "sha256:00" },\n`).join('')}]
`
const api = (...wheels: string[]) => ({
  'api/pyproject.toml': '[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.13"\ndependencies = ["fastapi", "uvicorn", "fastmath"]\n',
  'api/uv.lock': lock(...wheels),
  'api/main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/health")\ndef health():\n    return {}\n',
})
const web = {
  'web/package.json': '{"name": "web", "scripts": {"dev": "vite", "build": "vite build"}, "devDependencies": {"vite": "8.0.0"}}\n',
  'web/package-lock.json': '{"name": "web", "lockfileVersion": 3, "packages": {"": {"name": "web"}}}\n',
  'web/index.html': '<script type="module" src="/src/main.js"></script>\n',
  'web/src/main.js': '',
}

function written(name: string, files: Readonly<Record<string, string>>, args: readonly string[] = []) {
  const folder = join(scratch, name)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const run = spawnSync(process.execPath, [cli, '--yes', '--no-validate', '--json', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CI: '1' },
  })
  expect(run.status, run.stderr).toBe(0)
  const next = JSON.stringify((JSON.parse(run.stdout) as { next: unknown }).next)
  return { folder, next, bake: readFileSync(join(folder, 'docker-bake.hcl'), 'utf8'), docs: readFileSync(join(folder, 'DOCKER.md'), 'utf8') }
}

function platforms(folder: string): Record<string, string[] | undefined> {
  const { PLATFORMS: _, ...env } = process.env
  const run = spawnSync('docker', ['buildx', 'bake', '-f', 'docker-bake.hcl', '--print'], { cwd: folder, env, encoding: 'utf8' })
  expect(run.status, run.stderr).toBe(0)
  const { target } = JSON.parse(run.stdout) as { target: Record<string, { platforms?: string[] }> }
  return Object.fromEntries(Object.entries(target).map(([name, one]) => [name, one.platforms]))
}

const both = ['linux/amd64', 'linux/arm64']
const x86 = 'cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64'
const arm = 'cp313-cp313-manylinux_2_28_aarch64'

describe('an image of two needs what has wheels for one machine alone', () => {
  test('the other is built for both', () => {
    const { folder, bake, docs, next } = written('x86', { ...api(x86), ...web })
    expect(bake).toContain('  # Not for arm64: fastmath is not made for it (api/uv.lock:22).\n  platforms  = ["linux/amd64"]\n')
    expect(docs).toContain('for amd64 and arm64 (`api` for amd64 alone)')
    expect(docs).toContain('**Architecture** (`api/uv.lock:22`): api is built for amd64 alone')
    expect(next).toContain('DOCKER_DEFAULT_PLATFORM=linux/amd64')
    if (docker) expect(platforms(folder)).toMatchObject({ api: ['linux/amd64'], web: both })
  })

  test('the same the other way round', () => {
    const { folder, bake } = written('arm', { ...api(arm), ...web })
    expect(bake).toContain('# Not for amd64: fastmath')
    if (docker) expect(platforms(folder)).toMatchObject({ api: ['linux/arm64'], web: both })
  })
})

test.each([
  ['wheels for both', [x86, arm], []],
  ['a version of Python that the other has too', [x86, 'cp311-abi3-manylinux_2_28_aarch64'], []],
  ['none for this libc at all', ['cp313-cp313-musllinux_1_2_x86_64'], []],
])('%s: both', (name, wheels, args) => {
  const { bake, docs } = written(`both-${name}`, api(...wheels), args)
  expect(bake).not.toContain('# Not for')
  expect(docs).not.toContain('Architecture')
})

test('on Alpine it is the wheels for musl that count', () => {
  const made = [x86, arm, 'cp313-cp313-musllinux_1_2_aarch64']
  expect(written('slim', api(...made)).bake).not.toContain('# Not for')
  expect(written('alpine', api(...made), ['--base', 'alpine']).bake).toContain('# Not for amd64: fastmath')
})
