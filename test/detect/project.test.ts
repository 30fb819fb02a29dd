import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import { detect } from '../../src/detect/index.ts'
import { openProject } from '../../src/detect/project.ts'
import { folderWith, projectFrom } from './project-from.ts'

test('lists files sorted, without what tools make', async () => {
  const project = await projectFrom({
    'b.py': '',
    'a/c.py': '',
    '.git/config': '',
    'node_modules/x/i.js': '',
    '.venv/lib/x.py': '',
    'own-env/pyvenv.cfg': '',
    'own-env/x.py': '',
    'a/__pycache__/c.pyc': '',
    'dist/x.whl': '',
    '.devcontainer/devcontainer.json': '{}',
  })
  expect(project.files).toEqual(['.devcontainer/devcontainer.json', 'a/c.py', 'b.py'])
})

test('follows no link out of the project and no loop', async () => {
  const outside = folderWith({ 'secret.py': 'x' })
  const root = folderWith({ 'shop/main.py': '1' })
  symlinkSync('..', join(root, 'shop/loop'))
  symlinkSync(outside, join(root, 'outside'))
  symlinkSync(join(outside, 'secret.py'), join(root, 'leak.py'))
  symlinkSync('self', join(root, 'self'))
  symlinkSync('shop/main.py', join(root, 'run.py'))
  symlinkSync('gone', join(root, 'broken'))
  const project = await openProject(root)
  expect(project.files).toEqual(['run.py', 'shop/main.py'])
  expect(project.read('run.py')).toBe('1')
})

test('stops at a bound, the deepest files first', async () => {
  const root = folderWith({ 'pyproject.toml': '' })
  mkdirSync(join(root, 'many/deep'), { recursive: true })
  for (let index = 0; index < 20_010; index++) writeFileSync(join(root, 'many/deep', `${index}.txt`), '')
  const project = await openProject(root)
  expect([project.files.length, project.truncated, project.has('pyproject.toml')]).toEqual([20_000, true, true])
})

test('says what is wrong with a root that is none', async () => {
  const root = folderWith({ 'file.txt': '' })
  await expect(openProject(join(root, 'gone'))).rejects.toThrow(/gone: there is no such folder/)
  await expect(openProject(join(root, 'file.txt'))).rejects.toThrow(/file\.txt: this is a file, not a folder/)
  await expect(openProject(join(root, 'gone'))).rejects.toBeInstanceOf(UserError)
})

test('reads byte order marks of UTF-8 and UTF-16', async () => {
  const project = await projectFrom({
    'a.txt': '\ufeffflask',
    'b.txt': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('flask', 'utf16le')]),
    'c.txt': Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('flask', 'utf16le').swap16()]),
  })
  expect(['a.txt', 'b.txt', 'c.txt'].map((path) => project.read(path))).toEqual(['flask', 'flask', 'flask'])
})

test('refuses binary, huge and missing files by name', async () => {
  const project = await projectFrom({ 'a.py': Buffer.from([1, 0, 2]), 'b.py': 'x'.repeat(2 * 1024 * 1024 + 1) })
  expect(() => project.read('a.py')).toThrow('a.py: is binary, a text was expected')
  expect(() => project.read('b.py')).toThrow(/^b\.py: is larger than 2 MB/)
  expect(() => project.read('c.py')).toThrow(/^c\.py: there is no such/)
})

const reads: [name: string, files: Record<string, string | Buffer>, message: RegExp][] = [
  ['broken TOML', { 'pyproject.toml': '[project]\nname = "shop\nversion = "1"\n' }, /^pyproject\.toml:2: this is no valid TOML: \w/],
  ['a key given twice', { 'pyproject.toml': '[project]\nname = "a"\nname = "b"\n' }, /^pyproject\.toml:3: /],
  ['a binary requirements file', { 'requirements.txt': Buffer.from('fast\0api') }, /^requirements\.txt: is binary/],
  ['a binary module', { 'pyproject.toml': '', 'main.py': Buffer.from([0, 1]) }, /^main\.py: is binary/],
]
test.each(reads)('detection ends with one line for %s', async (_, files, message) => {
  const error: unknown = await detect(await projectFrom(files)).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(UserError)
  expect((error as UserError).message).toMatch(message)
  expect((error as UserError).message).not.toContain('\n')
})

test('broken test data does not matter', async () => {
  const files = { 'requirements.txt': 'fastapi\n', 'main.py': 'from fastapi import FastAPI\napp = FastAPI()\n', 'tests/data/binary.py': Buffer.from([0, 1]) }
  expect((await detect(await projectFrom(files))).units).toHaveLength(1)
})

test('detection survives Python that does not parse', async () => {
  const text = 'from fastapi import FastAPI\ndef broken(:\n    return\napp = FastAPI()\nx = [1,\n'
  const facts = await detect(await projectFrom({ 'requirements.txt': 'fastapi\nuvicorn\n', 'main.py': text }))
  expect(facts.units[0]?.entrypoint).toBe('main:app')
  const deep = `from fastapi import FastAPI\napp = FastAPI()\nx = ${'('.repeat(20_000)}1${')'.repeat(20_000)}\n`
  expect((await detect(await projectFrom({ 'requirements.txt': 'fastapi\nuvicorn\n', 'main.py': deep }))).units).toHaveLength(1)
})

// Root may read everything, so this needs somebody else.
test.runIf(process.getuid?.() === 0)('names a file that may not be read', () => {
  const root = folderWith({ 'requirements.txt': 'fastapi\n' })
  chmodSync(root, 0o755)
  chmodSync(join(root, 'requirements.txt'), 0o000)
  const module = new URL('../../src/detect/project.ts', import.meta.url).href
  const program = `const { openProject } = await import(${JSON.stringify(module)}); const project = await openProject(${JSON.stringify(root)});
    try { project.read('requirements.txt') } catch (error) { console.log(error.name, error.message) }`
  const other = ['--reuid=12345', '--regid=12345', '--clear-groups', process.execPath, '--import', 'tsx', '--input-type=module', '-e', program]
  expect(execFileSync('setpriv', other, { encoding: 'utf8' })).toBe('UserError requirements.txt: cannot be read: permission denied\n')
})
