import { expect, test } from 'vitest'
import { factsFrom } from '../project-from.ts'

const server = 'import express from "express"\nconst app = express()\napp.listen(3000)\n'
const workspace = {
  'nx.json': '{}',
  'package.json': '{ "name": "acme", "private": true, "dependencies": { "express": "5.1.0" }, "devDependencies": { "nx": "21.6.3" } }',
  'apps/api/project.json': '{ "name": "api", "projectType": "application", "targets": {} }',
  'apps/api/src/main.ts': server,
  'apps/api-e2e/project.json': '{ "name": "api-e2e", "projectType": "application" }',
  'libs/shared/project.json': '{ "name": "shared", "projectType": "library" }',
}

test("an app that Nx builds from the root's package.json is no app of the root's", async () => {
  expect((await factsFrom(workspace)).units).toEqual([])
})

test('beside others it is told of, once and at its own file', async () => {
  const { units } = await factsFrom({
    ...workspace,
    'service/requirements.txt': 'fastapi\n',
    'service/main.py': 'from fastapi import FastAPI\napp = FastAPI()\n',
  })
  expect(units.map((one) => one.dir)).toEqual(['service'])
  const told = units.flatMap((one) => one.notes).filter((one) => one.text.startsWith('apps/api is built by Nx '))
  expect(told).toEqual([expect.objectContaining({ file: 'apps/api/project.json', line: 1 })])
})

test('with a package.json of its own it is an app like any', async () => {
  const { units } = await factsFrom({
    ...workspace,
    'apps/api/package.json': '{ "name": "api", "dependencies": { "express": "5.1.0" }, "scripts": { "build": "tsc", "start": "node dist/main.js" } }',
  })
  expect(units.map((one) => one.dir)).toEqual(['apps/api'])
  expect(units[0]?.notes.filter((one) => /\bNx\b/.test(one.text))).toEqual([])
})
