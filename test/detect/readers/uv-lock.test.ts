import { expect, test } from 'vitest'
import { readUvLock } from '../../../src/detect/readers/uv-lock.ts'

const lock = `version = 1
requires-python = ">=3.12"

[[package]]
name = "shop"
version = "0.1.0"
source = { editable = "." }
dependencies = [
    { name = "psycopg", extra = ["binary"] },
]

[package.dev-dependencies]
dev = [
    { name = "pytest" },
]

[package.metadata]
requires-dist = [{ name = "psycopg", extras = ["binary"] }]

[[package]]
name = "psycopg"
version = "3.3"
source = { registry = "https://host/simple" }
dependencies = [
    { name = "typing-extensions" },
    { name = "tzdata", marker = "sys_platform == 'win32'" },
]
sdist = { url = "https://host/x.tar.gz" }

[package.optional-dependencies]
binary = [
    { name = "psycopg-binary" },
]
c = [
    { name = "psycopg-c" },
]

[[package]]
name = "psycopg-binary"
source = { git = "https://host/x.git?rev=1" }

[[package]]
name = "pytest"
`

test('names, and what production reaches', () => {
  const read = readUvLock(lock, 'uv.lock')
  expect(read.names).toEqual(['shop', 'psycopg', 'psycopg-binary', 'pytest'])
  expect([...read.reachable([{ name: 'psycopg', extras: ['binary'] }])].sort()).toEqual(['psycopg', 'psycopg-binary', 'typing-extensions'])
  expect([...read.reachable([{ name: 'psycopg', extras: [] }])]).not.toContain('psycopg-binary')
  expect([read.isGit('psycopg-binary'), read.isGit('psycopg')]).toEqual([true, false])
})
