import { describe, expect, it } from 'vitest'
import { factsFrom, lineAt, unitFrom } from '../project-from.ts'

const manifest = (more: object) => `${JSON.stringify({ name: 'shop', ...more }, null, 2)}\n`
const server = "import express from 'express'\nconst app = express()\napp.get('/healthz', (_, r) => r.send('ok'))\napp.listen(process.env.PORT ?? 4321)\n"
const express = { scripts: { start: 'node src/server.js' }, dependencies: { express: '5' } }

describe('what is a unit', () => {
  const none: [name: string, files: Record<string, string>][] = [
    ['a library of pages', { 'package.json': manifest({ devDependencies: { vite: '7' } }), 'src/index.ts': 'export const a = 1\n' }],
    [
      'a library that vite builds, with a page to try it',
      {
        'package.json': manifest({ devDependencies: { vite: '7' } }),
        'index.html': '<p></p>',
        'vite.config.ts': "export default { build: { lib: { entry: 'src/index.ts' } } }\n",
      },
    ],
    ['middleware for a server', { 'package.json': manifest({ dependencies: { express: '5' }, main: 'index.js' }), 'index.js': 'module.exports = () => {}\n' }],
    ['a server that tests start', { 'package.json': manifest({ devDependencies: { express: '5' } }), 'test/server.js': server }],
    ['tools of a repository', { 'package.json': manifest({ devDependencies: { prettier: '3' }, scripts: { format: 'prettier .' } }) }],
  ]
  it.each(none)('not %s', async (_, files) => {
    expect((await factsFrom(files)).units).toEqual([])
  })

  it('settings of pnpm make no workspace', async () => {
    const unit = await unitFrom({ 'pnpm-workspace.yaml': 'packages: []\ncatalog: {}\n', 'package.json': manifest(express), 'src/server.js': server })
    expect(unit.stack).toBe('node')
  })

  it('assets of a Python program are no unit beside it', async () => {
    const unit = await unitFrom({
      'package.json': manifest({ devDependencies: { vite: '7' } }),
      'index.html': '<p></p>',
      'requirements.txt': 'fastapi\nuvicorn\n',
      'main.py': 'from fastapi import FastAPI\napp = FastAPI()\n',
    })
    expect(unit.stack).toBe('fastapi')
  })

  it('a front end in a folder stands beside the program that it shows', async () => {
    const { units, layout } = await factsFrom({
      'backend/requirements.txt': 'fastapi\nuvicorn\n',
      'backend/main.py': 'from fastapi import FastAPI\napp = FastAPI()\n',
      'frontend/package.json': manifest({ devDependencies: { vite: '7' } }),
      'frontend/index.html': '<p></p>',
    })
    expect([layout, units.map((one) => [one.name, one.stack])]).toEqual([
      'monorepo',
      [
        ['backend', 'fastapi'],
        ['frontend', 'vite'],
      ],
    ])
  })
})

describe('what starts it', () => {
  const cases: [name: string, files: Record<string, string>, entrypoint: string][] = [
    ['the start script', { 'package.json': manifest(express), 'src/server.js': server }, 'src/server.js'],
    [
      'the last of its commands, without the environment that it sets',
      {
        'package.json': manifest({
          ...express,
          scripts: { start: 'npm run migrate && cross-env NODE_ENV=production node --enable-source-maps src/server.js' },
        }),
        'src/server.js': server,
      },
      'src/server.js',
    ],
    [
      'a file without its ending',
      { 'package.json': manifest({ ...express, scripts: { build: 'tsc', 'start:prod': 'node dist/main', start: 'nest start' } }) },
      'dist/main.js',
    ],
    [
      'what the compiler makes of a source that a script runs as it is',
      {
        'package.json': manifest({ ...express, scripts: { build: 'tsc', start: 'tsx src/server.ts' } }),
        'tsconfig.json': '{\n  // out\n  "compilerOptions": { "outDir": "./build", "rootDir": "./src" }\n}\n',
        'src/server.ts': server,
      },
      'build/server.js',
    ],
    ['a source that listens, where no script says', { 'package.json': manifest({ dependencies: { express: '5' } }), 'app.js': server }, 'app.js'],
    [
      "a package's own program",
      { 'package.json': manifest({ scripts: { start: 'react-router-serve ./build/server/index.js' }, dependencies: { '@react-router/serve': '7' } }) },
      'react-router-serve ./build/server/index.js',
    ],
  ]
  it.each(cases)('%s', async (_, files, entrypoint) => {
    expect((await unitFrom(files)).entrypoint).toBe(entrypoint)
  })
})

describe('port, health and variables', () => {
  it('come from the source, with the line', async () => {
    const unit = await unitFrom({
      'package.json': manifest(express),
      'src/server.js': `${server}// process.env.OLD_TOKEN\nconst key = process.env.API_TOKEN\nconst level = process.env['LOG_LEVEL'] || 'info'\n`,
      'tests/app.test.js': "process.env.TEST_ONLY = '1'\n",
    })
    expect([unit.port, unit.healthPath]).toEqual([4321, '/healthz'])
    expect(unit.variables.map(({ name, default: usual, secret }) => [name, usual, secret])).toEqual([
      ['API_TOKEN', undefined, true],
      ['LOG_LEVEL', 'info', false],
    ])
    for (const one of unit.evidence.filter((evidence) => evidence.key.startsWith('variable.'))) expect(lineAt(unit.opened, one)).toContain(one.value)
  })

  it('what a bundler writes into pages is public, whatever it is called', async () => {
    const unit = await unitFrom({
      'package.json': manifest({ devDependencies: { vite: '7' } }),
      'index.html': '<p></p>',
      'src/main.ts': 'fetch(import.meta.env.VITE_API_TOKEN)\n',
    })
    expect(unit.variables).toMatchObject([{ name: 'VITE_API_TOKEN', public: true, secret: false }])
  })
})

describe('package manager and version', () => {
  const manager = async (files: Record<string, string>) => {
    const unit = await unitFrom({ 'package.json': manifest(express), 'src/server.js': server, ...files })
    return { seen: [unit.packageManager, unit.lockfile, unit.node?.managerVersion ?? null], unit }
  }

  it.each([
    [{ 'package-lock.json': '{}' }, ['npm', 'package-lock.json', null]],
    [{ 'pnpm-lock.yaml': "lockfileVersion: '6.0'\n" }, ['pnpm', 'pnpm-lock.yaml', '8']],
    [{ 'yarn.lock': '# yarn lockfile v1\n' }, ['yarn', 'yarn.lock', '1.22.22']],
    [{ 'yarn.lock': '__metadata:\n  version: 8\n' }, ['yarn', 'yarn.lock', '4']],
    [{ 'bun.lockb': '' }, ['bun', 'bun.lockb', null]],
    [{}, ['npm', null, null]],
  ] as const)('%o', async (files, expected) => {
    expect((await manager(files)).seen).toEqual(expected)
  })

  it('two lock files are a question', async () => {
    const { unit } = await manager({ 'package-lock.json': '{}', 'yarn.lock': '' })
    expect(unit.unknown).toMatchObject([{ key: 'package-manager', required: true, why: expect.stringContaining('package-lock.json') as string }])
  })

  it('packageManager decides, and a lock file of another is named', async () => {
    const { seen, unit } = await manager({
      'package.json': manifest({ ...express, packageManager: 'pnpm@10.1.0+sha512.abc' }),
      'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
      'package-lock.json': '{}',
    })
    expect(seen).toEqual(['pnpm', 'pnpm-lock.yaml', '10.1.0'])
    expect(unit.notes.map((one) => one.text)).toEqual([expect.stringContaining('package-lock.json is npm')])
  })

  it.each([
    [{ '.nvmrc': 'v22.11.0\n' }, '22'],
    [{ '.nvmrc': 'lts/jod\n' }, '22'],
    [{ '.tool-versions': 'python 3.12\nnodejs 26.1.0\n' }, '26'],
    [{ 'package.json': manifest({ ...express, engines: { node: '>=18 <23' } }) }, '22'],
    [{ 'package.json': manifest({ ...express, engines: { node: '>=20' } }) }, '24'],
    [{ 'package.json': manifest({ ...express, engines: { node: '^20.9' } }) }, '20'],
    [{ 'package.json': manifest({ ...express, volta: { node: '22.1.0' } }) }, '22'],
    [{ Dockerfile: 'FROM node:18-alpine AS build\nFROM node:20-slim\n' }, '20'],
    [{}, '24'],
  ])('%o runs on %s', async (files, version) => {
    expect((await manager(files)).unit.runtime.version).toBe(version)
  })

  it('what is no JSON is named with its line', async () => {
    await expect(factsFrom({ 'package.json': '{\n  "name": "shop",\n  oops\n}\n' })).rejects.toThrow('package.json:3: this is not JSON')
  })
})
