import { expect, test } from 'vitest'
import { factsFrom, pyproject } from './project-from.ts'

const app = 'from fastapi import FastAPI\napp = FastAPI()\n'
const member = pyproject(['fastapi'], '\n[tool.polylith.bricks]\n"../../bases/shop/api" = "shop/api"\n').replace('"shop"', '"api"')
const root = pyproject(['fastapi[standard]'], '\n[tool.uv.workspace]\nmembers = ["projects/*"]\n')
const files = { 'bases/shop/api/core.py': app, 'scratch/try_it.py': 'import fastapi\n', 'projects/api/pyproject.toml': member }

async function units(of: Readonly<Record<string, string>>): Promise<string[]> {
  return (await factsFrom(of)).units.map((one) => `${one.dir} ${one.entrypoint ?? '?'}`)
}

test('code that a project builds into itself is a unit of that project, and the root of the workspace is none', async () => {
  expect(await units({ ...files, 'pyproject.toml': root })).toEqual(['projects/api shop.api.core:app'])
})

test('an app of its own makes the root one', async () => {
  expect(await units({ ...files, 'pyproject.toml': root, 'gateway/main.py': app })).toEqual(['. gateway.main:app', 'projects/api shop.api.core:app'])
})

test('the same without a workspace', async () => {
  expect(await units({ ...files, 'pyproject.toml': pyproject(['fastapi[standard]']) })).toEqual(['projects/api shop.api.core:app'])
})

test("code that nothing takes is the root's", async () => {
  const { 'projects/api/pyproject.toml': _, ...own } = files
  expect(await units({ ...own, 'pyproject.toml': pyproject(['fastapi[standard]']) })).toEqual(['. bases.shop.api.core:app'])
})
