import { expect, test } from 'vitest'
import { factsFrom, pyproject } from './project-from.ts'

const app = 'from fastapi import FastAPI\napp = FastAPI()\n'
const member = pyproject(['fastapi'], '\n[tool.polylith.bricks]\n"../../bases/shop/api" = "shop/api"\n').replace('"shop"', '"api"')
const root = pyproject(['fastapi[standard]'], '\n[tool.uv.workspace]\nmembers = ["projects/*"]\n')
const files = { 'bases/shop/api/core.py': app, 'scratch/try_it.py': 'import fastapi\n', 'projects/api/pyproject.toml': member }

async function units(of: Readonly<Record<string, string>>): Promise<string[]> {
  return (await factsFrom(of)).units.map((one) => `${one.dir} ${one.entrypoint ?? '?'}`)
}

test('the root of a workspace is no unit where members build its code into themselves', async () => {
  expect(await units({ ...files, 'pyproject.toml': root })).toEqual([])
})

test('an app of its own makes it one', async () => {
  expect(await units({ ...files, 'pyproject.toml': root, 'gateway/main.py': app })).toEqual(['. gateway.main:app'])
})

test("without a workspace the code is the root's", async () => {
  expect(await units({ ...files, 'pyproject.toml': pyproject(['fastapi[standard]']) })).toEqual(['. bases.shop.api.core:app'])
})
