import { expect, test } from 'vitest'
import { lineAt, unitFrom } from './project-from.ts'

const app = { 'main.py': 'from fastapi import FastAPI\napp = FastAPI()\n' }
const manifest = (requires: string) => `[project]\nname = "shop"\nversion = "1"\n${requires}dependencies = ["fastapi", "uvicorn"]\n`

const cases: [name: string, files: Record<string, string>, version: string][] = [
  ['nothing said', { 'requirements.txt': 'fastapi\n' }, '3.13'],
  ['a pin', { 'requirements.txt': 'fastapi\n', '.python-version': '3.11.4\n' }, '3.11'],
  ['a pin with a comment above', { 'requirements.txt': 'fastapi\n', '.python-version': '# team\ncpython-3.12\n' }, '3.12'],
  ['a range that allows 3.13', { 'pyproject.toml': manifest('requires-python = ">=3.10"\n') }, '3.13'],
  ['a range below', { 'pyproject.toml': manifest('requires-python = ">=3.10,<3.13"\n') }, '3.12'],
  ['a range above', { 'pyproject.toml': manifest('requires-python = ">=3.14"\n') }, '3.14'],
  ['a pin inside of the range', { 'pyproject.toml': manifest('requires-python = ">=3.10"\n'), '.python-version': '3.12' }, '3.12'],
  ['an image that is there', { 'requirements.txt': 'fastapi\n', Dockerfile: 'FROM docker.io/library/python:3.11-slim AS base\n' }, '3.11'],
  ['runtime.txt', { 'requirements.txt': 'fastapi\n', 'runtime.txt': 'python-3.12.1\n' }, '3.12'],
]
test.each(cases)('%s', async (_, files, version) => {
  const unit = await unitFrom({ ...app, ...files })
  expect(unit.runtime.version).toBe(version)
  expect(unit.unknown.filter((one) => one.required)).toEqual([])
  for (const one of unit.evidence.filter((evidence) => evidence.key === 'runtime')) expect(lineAt(unit.opened, one)).toContain(one.value)
})

test('a pin that the range excludes is asked for, both places named', async () => {
  const unit = await unitFrom({ ...app, 'pyproject.toml': manifest('requires-python = ">=3.13"\n'), '.python-version': '3.11\n' })
  const [asked] = unit.unknown.filter((one) => one.required)
  expect(asked).toMatchObject({ key: 'python', flag: '--python <version>', why: '.python-version:1 says Python 3.11, pyproject.toml:4 says >=3.13' })
})

test('a range without any released version is asked for', async () => {
  const unit = await unitFrom({ ...app, 'pyproject.toml': manifest('requires-python = "<3.10"\n') })
  expect(unit.unknown).toContainEqual(expect.objectContaining({ key: 'python', required: true, why: expect.stringContaining('pyproject.toml:4') as string }))
})
