import { describe, expect, test } from 'vitest'
import { readCondaLock } from '../../../src/detect/readers/conda-lock.ts'
import type { Lock } from '../../../src/detect/readers/lock.ts'
import { readPdmLock } from '../../../src/detect/readers/pdm-lock.ts'
import { readPipfileLock } from '../../../src/detect/readers/pipfile-lock.ts'
import { readPixiLock } from '../../../src/detect/readers/pixi-lock.ts'
import { readPoetryLock } from '../../../src/detect/readers/poetry-lock.ts'
import { readPylock } from '../../../src/detect/readers/pylock.ts'
import { readUvLock } from '../../../src/detect/readers/uv-lock.ts'

const plain = (name: string, ...extras: string[]) => ({ name, extras })
const reached = (lock: Lock, ...from: { name: string; extras: string[] }[]) => [...lock.reachable(from)].sort()

test('Poetry: what is optional comes with the extra that names it, what is for Windows with nothing', () => {
  const lock = readPoetryLock(
    `[[package]]
name = "Psycopg"
optional = false
groups = ["main"]
files = [
    {file = "psycopg.whl", hash = "sha256:1"},
]

[package.dependencies]
psycopg-c = {version = "3.2", optional = true, markers = "extra == \\"c\\""}
typing-extensions = {version = ">=4", markers = "python_version < \\"3.13\\""}
tzdata = {version = "*", markers = "sys_platform == \\"win32\\""}
click = [
    {version = ">=8", markers = "python_version >= \\"3.10\\""},
    {version = "<8", markers = "python_version < \\"3.10\\""},
]
uvicorn = {version = "*", extras = ["standard"]}

[package.extras]
binary = ["psycopg-binary (==3.2) ; implementation_name != \\"pypy\\""]
c = ["psycopg-c (==3.2)"]

[[package]]
name = "uvicorn"
optional = false

[package.extras]
standard = ["httptools (>=0.6)", "watchfiles"]

[package.source]
type = "git"
url = "https://host/uvicorn.git"

[metadata]
lock-version = "2.1"
`,
    'poetry.lock',
  )
  expect(lock.names).toEqual(['psycopg', 'uvicorn'])
  expect(reached(lock, plain('psycopg', 'c'))).toEqual(['click', 'httptools', 'psycopg', 'psycopg-c', 'typing-extensions', 'uvicorn', 'watchfiles'])
  expect(reached(lock, plain('psycopg'))).not.toContain('psycopg-c')
  expect([lock.isGit('uvicorn'), lock.isGit('psycopg')]).toEqual([true, false])
})

test('PDM: an extra is an entry of its own; the groups that were locked', () => {
  const lock = readPdmLock(
    `[metadata]
groups = ["default", "server", "test"]
lock_version = "4.5.1"

[[package]]
name = "uvicorn"
version = "0.38"
groups = ["server"]
dependencies = [
    "click>=7.0",
    "colorama>=0.4; sys_platform == \\"win32\\"",
]
files = [
    {file = "uvicorn.whl", hash = "sha256:1"},
]

[[package]]
name = "uvicorn"
version = "0.38"
extras = ["standard"]
dependencies = [
    "httptools>=0.6",
    "uvicorn==0.38",
]

[[package]]
name = "kit"
git = "https://host/kit.git"
dependencies = ["click"]
`,
    'pdm.lock',
  )
  expect(lock.groups).toEqual(['default', 'server', 'test'])
  expect(reached(lock, plain('uvicorn'))).toEqual(['click', 'uvicorn'])
  expect(reached(lock, plain('uvicorn', 'standard'))).toEqual(['click', 'httptools', 'uvicorn'])
  expect(lock.isGit('kit')).toBe(true)
})

test('Pipenv: all of default and nothing of develop', () => {
  const text = JSON.stringify({ _meta: {}, default: { Flask: { version: '==3' }, kit: { git: 'https://host/kit.git', ref: '1' } }, develop: { pytest: {} } })
  const lock = readPipfileLock(text, 'Pipfile.lock')
  expect(reached(lock, plain('flask'))).toEqual(['flask', 'kit'])
  expect([lock.isGit('kit'), lock.isGit('flask')]).toEqual([true, false])
  expect(() => readPipfileLock('{', 'Pipfile.lock')).toThrow(/^Pipfile\.lock: /)
})

test("the standard's own: every package, git by its vcs table", () => {
  const text = `lock-version = "1.0"\n\n[[packages]]\nname = "Flask"\nversion = "3"\n\n[[packages]]\nname = "kit"\n[packages.vcs]\ntype = "git"\nurl = "https://host/kit.git"\n`
  const lock = readPylock(text, 'pylock.toml')
  expect(lock.names).toEqual(['flask', 'kit'])
  expect([lock.isGit('kit'), lock.isGit('flask')]).toEqual([true, false])
})

test('pixi: conda packages by their archive, those of an index apart', () => {
  const lock = readPixiLock(
    `version: 6
environments:
  default:
    packages:
      linux-64:
      - conda: https://host/noarch/only-listed-1.0-0.conda
packages:
- conda: https://host/linux-64/_openmp_mutex-4.5-2_gnu.tar.bz2
  license: BSD-3-Clause
- conda: https://host/noarch/typing-extensions-4.15.0-h396c80c_0.conda
- pypi: https://host/psycopg2_binary-2.9.11-cp313.whl
  name: psycopg2-binary
  version: 2.9.11
`,
    'pixi.lock',
  )
  expect(lock.names).toEqual(['openmp-mutex', 'typing-extensions', 'psycopg2-binary'])
  expect(lock.fromIndex).toEqual(['psycopg2-binary'])
})

test('conda-lock: each name once, those of pip apart', () => {
  const entry = (name: string, manager: string, platform: string) => `- name: ${name}\n  version: 1.0\n  manager: ${manager}\n  platform: ${platform}\n`
  const lock = readCondaLock(
    `version: 1\nmetadata:\n  channels: []\npackage:\n${entry('numpy', 'conda', 'linux-64')}${entry('numpy', 'conda', 'osx-arm64')}${entry('mercantile', 'pip', 'linux-64')}`,
    'conda-lock.yml',
  )
  expect([lock.names, lock.fromIndex]).toEqual([['numpy', 'mercantile'], ['mercantile']])
})

describe('a merge that was left in the middle is named with its line and the command', () => {
  const readers: [file: string, read: (text: string, file: string) => Lock, command: string][] = [
    ['uv.lock', readUvLock, 'uv lock'],
    ['poetry.lock', readPoetryLock, 'poetry lock'],
    ['pdm.lock', readPdmLock, 'pdm lock'],
    ['Pipfile.lock', readPipfileLock, 'pipenv lock'],
    ['pixi.lock', readPixiLock, 'pixi lock'],
  ]
  test.each(readers)('%s', (file, read, command) => {
    expect(() => read('a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n', file)).toThrow(
      expect.objectContaining({
        message: `${file}:2: a merge was left in the middle here`,
        help: expect.objectContaining({ todo: [command] }) as unknown,
      }) as Error,
    )
  })
})
