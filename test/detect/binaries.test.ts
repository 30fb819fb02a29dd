import { describe, expect, it, test } from 'vitest'
import { modulesForOne } from '../../src/detect/binaries/node.ts'
import { compiledOnly } from '../../src/detect/binaries/wheels.ts'
import { excludes } from '../../src/detect/readers/marker.ts'
import { unitFolder } from '../../src/detect/unit-folder.ts'
import { projectFrom, unitFrom } from './project-from.ts'

const app = { 'main.py': 'from fastapi import FastAPI\napp = FastAPI()\n' }
const pyproject = (...more: string[]) =>
  `[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.13"\ndependencies = [\n${['fastapi', ...more].map((one) => `  "${one}",\n`).join('')}]\n`
const uvPackage = (name: string, version: string, lines: readonly string[]) =>
  `\n[[package]]\nname = "${name}"\nversion = "${version}"\nsource = { registry = "https://packages.example.com/simple" }\n${lines.join('\n')}\n`
const wheels = (...names: string[]) => ['wheels = [', ...names.map((one) => `    { url = "https://files.example.com/ab/${one}", hash = "sha256:00" },`), ']']
const root = (...edges: string[]) =>
  `version = 1\n\n[[package]]\nname = "shop"\nversion = "1"\nsource = { virtual = "." }\ndependencies = [\n${edges.map((one) => `    ${one},\n`).join('')}]\n`
const fastapi = uvPackage('fastapi', '0.120.0', [
  'sdist = { url = "https://files.example.com/fastapi-0.120.0.tar.gz" }',
  ...wheels('fastapi-0.120.0-py3-none-any.whl'),
])
const onX86 = 'fastmath-1.2.0-cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64.whl'
const onArm = 'fastmath-1.2.0-cp313-cp313-manylinux_2_28_aarch64.whl'

async function lacking(lock: string, ...direct: string[]) {
  const unit = await unitFrom({ ...app, 'pyproject.toml': pyproject(...direct), 'uv.lock': lock })
  return unit.binaries?.map((one) => `${one.name} ${one.file}:${one.line} ${one.neededOn.join()}`)
}

describe('what uv.lock has compiled for one machine alone', () => {
  const lock = (...lines: string[]) => root('{ name = "fastapi" }', '{ name = "fastmath" }') + fastapi + uvPackage('fastmath', '1.2.0', lines)

  it('is seen, with its line', async () => {
    expect(await lacking(lock(...wheels(onX86)), 'fastmath')).toEqual(['fastmath uv.lock:22 amd64,arm64'])
    expect(lock(...wheels(onX86)).split('\n')[21]).toBe('name = "fastmath"')
  })

  test.each([
    ['both machines', [onX86, onArm]],
    ['a wheel for any', [onX86, 'fastmath-1.2.0-py3-none-any.whl']],
  ])('not with %s', async (_, names) => {
    expect(await lacking(lock(...wheels(...names)), 'fastmath')).toBeUndefined()
  })

  it('not where there is source to compile', async () => {
    expect(await lacking(lock('sdist = { url = "https://files.example.com/fastmath-1.2.0.tar.gz" }', ...wheels(onX86)), 'fastmath')).toBeUndefined()
  })

  it('not what comes of a repository', async () => {
    const git = lock(...wheels(onX86)).replace(/(name = "fastmath"\nversion = "1.2.0"\n)source = .*/, '$1source = { git = "https://git.example.com/fastmath" }')
    expect(await lacking(git, 'fastmath')).toBeUndefined()
  })

  it('not what only development installs', async () => {
    const development = root('{ name = "fastapi" }') + fastapi + uvPackage('fastmath', '1.2.0', wheels(onX86))
    expect(await lacking(development)).toBeUndefined()
  })

  it('another version for the other machine is as good', async () => {
    const forked = lock(...wheels(onX86)) + uvPackage('fastmath', '1.1.0', wheels(onArm.replace('1.2.0', '1.1.0')))
    expect(await lacking(forked, 'fastmath')).toBeUndefined()
  })

  test.each([
    ['{ name = "fastmath", marker = "platform_machine == \'x86_64\' and sys_platform == \'linux\'" }', ['fastmath uv.lock:20 amd64']],
    ['{ name = "fastmath", marker = "platform_machine != \'x86_64\'" }', ['fastmath uv.lock:20 arm64']],
    ['{ name = "fastmath", marker = "sys_platform == \'win32\'" }', undefined],
    ['{ name = "fastmath", marker = "python_full_version < \'3.12\'" }', undefined],
  ])('through %s it counts where the marker lets it', async (edge, expected) => {
    const between = uvPackage('between', '1', ['dependencies = [', `    ${edge},`, ']', 'sdist = { url = "https://files.example.com/between-1.tar.gz" }'])
    const text = root('{ name = "fastapi" }', '{ name = "between" }') + uvPackage('fastmath', '1.2.0', wheels(onX86)) + between + fastapi
    expect(await lacking(text, 'between')).toEqual(expected?.map((one) => one.replace(':20', ':13')))
  })

  it('a marker of the manifest counts too', async () => {
    expect(await lacking(lock(...wheels(onX86)), "fastmath; platform_machine == 'x86_64'")).toEqual(['fastmath uv.lock:22 amd64'])
  })
})

test.each([
  [
    'poetry.lock',
    '[tool.poetry]\nname = "shop"\nversion = "1"\n[tool.poetry.dependencies]\npython = "^3.13"\nfastapi = "*"\nfastmath = "*"\n',
    `[[package]]\nname = "fastapi"\nversion = "1"\nfiles = [\n    {file = "fastapi-1.tar.gz", hash = "sha256:0"},\n]\n\n[[package]]\nname = "fastmath"\nversion = "1.2.0"\nfiles = [\n    {file = "${onX86}", hash = "sha256:0"},\n]\n`,
    9,
  ],
  [
    'pdm.lock',
    pyproject('fastmath'),
    `[metadata]\ngroups = ["default"]\n\n[[package]]\nname = "fastapi"\nversion = "1"\nfiles = [\n    {file = "fastapi-1.tar.gz", hash = "sha256:0"},\n]\n\n[[package]]\nname = "fastmath"\nversion = "1.2.0"\nfiles = [\n    {file = "${onX86}", hash = "sha256:0"},\n]\n`,
    12,
  ],
  [
    'pylock.toml',
    pyproject('fastmath'),
    `lock-version = "1.0"\n\n[[packages]]\nname = "fastapi"\nsdist = { name = "fastapi-1.tar.gz" }\n\n[[packages]]\nname = "fastmath"\nversion = "1.2.0"\nwheels = [{ name = "${onX86}" }]\n`,
    8,
  ],
])('%s says it too', async (file, manifest, lock, line) => {
  const unit = await unitFrom({ ...app, 'pyproject.toml': manifest, [file]: lock })
  expect(unit.binaries).toEqual([
    {
      name: 'fastmath',
      file,
      line,
      neededOn: ['amd64', 'arm64'],
      builds: Array(2).fill({ machine: 'amd64', libc: 'glibc', python: { minor: 13, orNewer: false } }),
    },
  ])
})

test('poetry leaves an entry out by a marker of its own', async () => {
  const lock = `[[package]]\nname = "fastmath"\nversion = "1.2.0"\nmarkers = "platform_machine == \\"x86_64\\""\nfiles = [\n    {file = "${onX86}", hash = "sha256:0"},\n]\n`
  const manifest = '[tool.poetry]\nname = "shop"\nversion = "1"\n[tool.poetry.dependencies]\npython = "^3.13"\nfastapi = "*"\nfastmath = "*"\n'
  expect((await unitFrom({ ...app, 'pyproject.toml': manifest, 'poetry.lock': lock })).binaries?.[0]?.neededOn).toEqual(['amd64'])
})

describe('tags of wheels', () => {
  const builds = (...names: string[]) => compiledOnly(`[[package]]\nname = "x"\n${wheels(...names).join('\n')}\n`)[0]?.builds

  test.each([
    ['x-1-cp39-abi3-musllinux_1_2_aarch64.whl', [{ machine: 'arm64', libc: 'musl', python: { minor: 9, orNewer: true } }]],
    ['x-1-py3-none-manylinux_2_28_x86_64.whl', [{ machine: 'amd64', libc: 'glibc', python: null }]],
    ['x-1-py2.py3-none-linux_x86_64.whl', [{ machine: 'amd64', libc: 'glibc', python: null }]],
    ['x-1%2Bcpu-3-cp312-cp312-linux_aarch64.whl', [{ machine: 'arm64', libc: 'glibc', python: { minor: 12, orNewer: false } }]],
  ])('%s', (name, expected) => {
    expect(builds(name)).toEqual(expected)
  })

  test.each([
    'x-1-cp313-cp313t-manylinux_2_28_x86_64.whl',
    'x-1-cp313-cp313-win_amd64.whl',
    'x-1-cp313-cp313-manylinux_2_17_i686.whl',
    'x-1-cp313-cp313-macosx_11_0_arm64.whl',
  ])('%s is for none of them', (name) => {
    expect(builds(name)).toBeUndefined()
  })
})

describe('markers', () => {
  const on = (marker: string, machine: 'amd64' | 'arm64' = 'arm64') => excludes(`{ name = "x", marker = "${marker}" }`, machine, '3.13')

  test.each([
    "platform_machine == 'x86_64'",
    "'x86' in platform_machine",
    "platform_machine not in 'aarch64 arm64'",
    "sys_platform == 'linux' and (platform_machine == 'x86_64' or platform_machine == 'i686')",
    "extra == 'gpu' and platform_machine == 'x86_64'",
    "python_version < '3.10'",
    "python_full_version >= '3.14'",
    "platform_system == 'Windows'",
  ])('leaves it out: %s', (marker) => {
    expect(on(marker)).toBe(true)
  })

  test.each([
    "platform_machine == 'aarch64'",
    "platform_machine == 'x86_64' or extra == 'gpu'",
    "sys_platform != 'win32'",
    "python_full_version >= '3.13.2'",
    "python_version >= '3.9' and platform_python_implementation != 'PyPy'",
    "platform_release >= '6'",
    'what is this',
    '',
  ])('does not: %s', (marker) => {
    expect(on(marker)).toBe(false)
  })

  test('in the forms in which lock files and manifests have it', () => {
    expect(excludes('{version = "*", markers = "platform_machine == \\"x86_64\\""}', 'arm64', '3.13')).toBe(true)
    expect(excludes('"fastmath>=1; platform_machine == \'x86_64\'",', 'arm64', '3.13')).toBe(true)
    expect(excludes('fastmath>=1', 'arm64', '3.13')).toBe(false)
  })
})

describe('what package-lock.json has for one machine alone', () => {
  const seen = async (packages: object) => {
    const lock = JSON.stringify({ name: 'web', lockfileVersion: 3, packages: { '': { name: 'web' }, ...packages } }, null, 2)
    const project = await projectFrom({ 'package.json': '{}', 'package-lock.json': lock })
    return modulesForOne(unitFolder(project, '.')).map((one) => ({ name: one.name, text: lock.split('\n')[one.line - 1]?.trim() }))
  }

  test('a package that says so, and is not optional', async () => {
    expect(await seen({ 'node_modules/fast': { cpu: ['x64'] } })).toEqual([{ name: 'fast', text: '"node_modules/fast": {' }])
    expect(await seen({ 'node_modules/fast': { cpu: ['!arm64'] } })).toHaveLength(1)
    expect(await seen({ 'node_modules/fast': { cpu: ['x64'], optional: true } })).toEqual([])
    expect(await seen({ 'node_modules/fast': { cpu: ['x64', 'arm64'] } })).toEqual([])
    expect(await seen({ 'node_modules/fast': { cpu: ['x64'], os: ['win32'] } })).toEqual([])
  })

  test('a package of whose parts one is not locked', async () => {
    const parts = (...names: string[]) => ({
      'node_modules/fast': { optionalDependencies: Object.fromEntries(['@fast/linux-x64', '@fast/linux-arm64', '@fast/wasm'].map((one) => [one, '1'])) },
      ...Object.fromEntries(names.map((one) => [`node_modules/${one}`, { cpu: [one.split('-').at(-1)], os: ['linux'], optional: true }])),
    })
    expect(await seen(parts('@fast/linux-x64', '@fast/linux-arm64'))).toEqual([])
    expect(await seen(parts('@fast/linux-x64'))).toMatchObject([{ name: 'fast' }])
    expect(await seen({ ...parts('@fast/linux-x64'), 'node_modules/@fast/wasm': { cpu: ['wasm32'], optional: true } })).toEqual([])
    expect(await seen(parts())).toEqual([])
  })
})
