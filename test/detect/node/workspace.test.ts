import { describe, expect, it } from 'vitest'
import { factsFrom, unitFrom } from '../project-from.ts'

const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`
const server = "import express from 'express'\nexpress().listen(4321)\n"
const api = (more: object = {}) => json({ name: 'api', scripts: { start: 'node server.js' }, dependencies: { express: '5' }, ...more })
const dirs = async (files: Record<string, string>) => (await factsFrom(files)).units.map((one) => one.dir)

describe('members of a workspace', () => {
  it.each([
    [
      'a list with a comment, a word in quotes and one that is left out',
      'packages:\n  # what runs\n  - "apps/*"   # all\n  - \'!apps/old\'\ncatalog:\n  - libs/*\n',
    ],
    ['a list in brackets', "packages: ['apps/*', '!apps/old']\n"],
    ['two stars', 'packages:\n- apps/**\n- "!**/old"\n'],
    ['one of several', 'packages:\n  - "{apps,services}/api"\n'],
  ])('are named by pnpm in %s', async (_, text) => {
    const files = { 'package.json': '{}', 'pnpm-workspace.yaml': text, 'pnpm-lock.yaml': "lockfileVersion: '9.0'\n" }
    const facts = await factsFrom({
      ...files,
      'apps/api/package.json': api(),
      'apps/api/server.js': server,
      'apps/old/package.json': api({ name: 'old' }),
      'apps/old/server.js': server,
    })
    expect(facts.units.filter((one) => one.workspace).map((one) => [one.dir, one.lockfile])).toEqual([['apps/api', 'pnpm-lock.yaml']])
    // What no workspace names stands alone, and the lock file above it says nothing of it.
    expect(facts.units.filter((one) => !one.workspace).map((one) => one.lockfile)).toEqual([null])
  })

  it('are built from what they need in turn, in the order of the builds', async () => {
    const member = (name: string, needs: string[]) => json({ name, version: '1.2.0', dependencies: Object.fromEntries(needs.map((one) => [one, '^1.0.0'])) })
    const unit = await unitFrom({
      'package.json': json({ workspaces: ['*'] }),
      'api/package.json': api({ dependencies: { express: '5', c: 'workspace:^', late: '^2.0.0' }, devDependencies: { settings: '*' } }),
      'api/server.js': server,
      'a/package.json': member('a', []),
      'b/package.json': member('b', ['a']),
      'c/package.json': member('c', ['b', 'a']),
      'late/package.json': member('late', []),
      'settings/package.json': member('settings', []),
    })
    expect(unit.workspace).toEqual({ root: '.', members: ['a', 'b', 'c', 'settings'].map((name) => ({ name, dir: name })) })
    expect(unit.internalDependencies).toEqual(['a', 'b', 'c'])
  })

  it('have what the root settles: manager, version of Node', async () => {
    const unit = await unitFrom({
      'package.json': json({ workspaces: ['apps/*'], packageManager: 'yarn@4.12.0', engines: { node: '^22' } }),
      'yarn.lock': '__metadata:\n  version: 8\n',
      'apps/api/package.json': api(),
      'apps/api/server.js': server,
    })
    expect(unit).toMatchObject({ packageManager: 'yarn', lockfile: 'yarn.lock', workspaceRoot: '.', runtime: { version: '22', constraint: '^22' } })
  })

  it('are no units where they are libraries, tools, or for a telephone', async () => {
    const found = await dirs({
      'package.json': json({ workspaces: ['packages/*'], scripts: { start: 'npm start -w packages/forms' }, devDependencies: { vite: '8' } }),
      'packages/forms/package.json': json({ name: 'forms', exports: './dist/forms.js', scripts: { build: 'vite build' }, devDependencies: { vite: '8' } }),
      'packages/forms/index.html': '<p></p>',
      'packages/buttons/package.json': json({ name: 'buttons', devDependencies: { next: '16' } }),
      'packages/kit/package.json': json({ name: 'kit', main: 'index.js', dependencies: { express: '5' } }),
      'packages/kit/index.js': server,
      'packages/nest/package.json': json({ name: 'nest', main: 'dist/index.js', dependencies: { '@nestjs/core': '11' } }),
      'packages/phone/package.json': json({ name: 'phone', main: 'index.js', scripts: { start: 'expo start' }, dependencies: { expo: '54' } }),
    })
    expect(found).toEqual([])
  })

  it('use what a member that runs with them talks to', async () => {
    const facts = await factsFrom({
      'package.json': json({ workspaces: ['*'] }),
      'api/package.json': api({ dependencies: { express: '5', db: '*' }, devDependencies: { tests: '*' } }),
      'api/server.js': server,
      'db/package.json': json({ name: 'db', dependencies: { pg: '8' } }),
      'db/index.js': 'export const url = process.env.LEDGER_URL\n',
      'tests/package.json': json({ name: 'tests', dependencies: { mongodb: '7' } }),
    })
    expect(facts.services.map((one) => one.kind)).toEqual(['postgres'])
    expect(facts.units[0]?.variables.map((one) => one.name)).toEqual(['LEDGER_URL'])
  })
})

describe('the root of a workspace', () => {
  const members = {
    'packages/prices/package.json': json({ name: 'prices', version: '1.0.0', main: 'index.js' }),
    'packages/prices/index.js': 'export const price = 1\n',
    'packages/unused/package.json': json({ name: 'unused', version: '1.0.0', main: 'index.js' }),
    'packages/README.md': 'What is shared.\n',
  }
  const root = (more: object) => json({ name: 'shop', workspaces: ['packages/*'], ...more })

  it('is an app where its own script starts its own server', async () => {
    const unit = await unitFrom({
      ...members,
      'package.json': root({ scripts: { start: 'node src/server.js' }, dependencies: { express: '5', prices: '*' } }),
      'src/server.js': server,
    })
    expect(unit).toMatchObject({ dir: '.', name: 'app', entrypoint: 'src/server.js', port: 4321, workspace: { root: '.', members: [{ name: 'prices' }] } })
    expect(unit.node).toMatchObject({ source: ['src'], folders: ['src'], workspace: { turbo: false, hoists: false } })
  })

  it('is an app where its own script builds its own pages', async () => {
    const unit = await unitFrom({
      ...members,
      'package.json': root({ scripts: { build: 'next build' }, dependencies: { next: '16', react: '19', prices: '*' }, devDependencies: { turbo: '2' } }),
      'turbo.json': '{}',
      'app/page.tsx': 'export default () => null\n',
    })
    expect(unit).toMatchObject({ dir: '.', name: 'web', stack: 'nextjs', node: { workspace: { turbo: false } } })
  })

  it.each([
    ['starts what its members are', { scripts: { start: 'node packages/prices/index.js' }, dependencies: { express: '5' } }, {}],
    ['runs scripts of its members', { scripts: { build: 'turbo run build', start: 'turbo run start' }, dependencies: { next: '16' } }, { 'app/page.tsx': '' }],
    ['starts a tool of the repository', { scripts: { start: 'node tools/mock.js' }, devDependencies: { express: '5' } }, { 'tools/mock.js': server }],
  ])('is none where it %s', async (_, more, files) => {
    expect(await dirs({ ...members, 'package.json': root(more), ...files })).toEqual([])
  })
})
