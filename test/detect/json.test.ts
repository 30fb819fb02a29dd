import { expect, test } from 'vitest'
import { existingFiles } from '../../src/detect/existing.ts'
import { detectJson } from '../../src/detect/json.ts'
import { factsFrom, lineAt, projectFrom, pyproject } from './project-from.ts'

const shop = {
  'pyproject.toml': pyproject(
    ['fastapi', 'uvicorn', 'asyncpg', 'redis', 'psycopg2', 'alembic'],
    '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n',
  ),
  '.python-version': '3.13\n',
  'alembic.ini': '[alembic]\nscript_location = alembic\n',
  'alembic/env.py': 'import os\nurl = os.environ["DATABASE_URL"]\n',
  'src/shop/__init__.py': '',
  'src/shop/main.py':
    'import os\nfrom fastapi import FastAPI\n\napp = FastAPI()\ncache = os.getenv("CACHE", "redis://cache")\n\n\n@app.get("/health")\ndef health(): ...\n',
  Procfile: 'web: uvicorn shop.main:app --port 9000\n',
}

test('has exactly the fields that are promised', async () => {
  const facts = await factsFrom(shop)
  const printed = JSON.parse(JSON.stringify(detectJson(facts))) as { units: Record<string, unknown>[]; services: object[] }
  expect(Object.keys(printed)).toEqual(['schema', 'root', 'layout', 'units', 'services', 'existing'])
  expect(Object.keys(printed.units[0] ?? {})).toEqual([
    'name',
    'dir',
    'language',
    'stack',
    'packageManager',
    'lockfile',
    'workspaceRoot',
    'runtime',
    'entrypoint',
    'command',
    'port',
    'healthPath',
    'migrations',
    'systemPackages',
    'internalDependencies',
    'uses',
    'evidence',
    'unknown',
  ])
  expect(printed).toMatchObject({
    schema: 1,
    root: '.',
    layout: 'single',
    units: [
      {
        name: 'api',
        dir: '.',
        language: 'python',
        stack: 'fastapi',
        packageManager: 'uv',
        lockfile: null,
        workspaceRoot: '.',
        runtime: { version: '3.13', constraint: '>=3.12' },
        entrypoint: 'shop.main:app',
        port: 9000,
        healthPath: '/health',
        migrations: 'alembic',
        uses: ['postgres', 'redis'],
        unknown: [],
        internalDependencies: [],
      },
    ],
    services: [
      { kind: 'postgres', usedBy: ['api'] },
      { kind: 'redis', usedBy: ['api'] },
    ],
    existing: { dockerfiles: [], compose: [], dockerignore: null, makefile: null, devcontainer: null },
  })
  expect(printed.units[0]?.['command']).toContain('shop.main:app')
})

test('every line of evidence shows what it is evidence for', async () => {
  const facts = await factsFrom(shop)
  // A manager is known from a table or the name of its lock file, a migration tool from its configuration.
  for (const one of facts.units[0]?.evidence ?? []) {
    const shown = { migrations: 'script_location', packageManager: '[project]', entrypoint: one.file.endsWith('.py') ? 'app' : one.value }[one.key] ?? one.value
    expect(lineAt(facts.opened, one), `${one.key} ${one.file}:${one.line}`).toContain(shown)
  }
})

test('what is unknown is named like the field it is about', async () => {
  const facts = await factsFrom({ 'requirements.txt': 'fastapi\n', 'main.py': 'from fastapi import FastAPI\napp = FastAPI()\n' })
  const printed = detectJson(facts) as { units: { unknown: unknown[] }[] }
  expect(printed.units[0]?.unknown).toEqual([{ key: 'healthPath', flag: '--health-path <path>', why: expect.any(String) as string }])
})

test('Docker files under all their names', async () => {
  const project = await projectFrom(
    Object.fromEntries(
      [
        'Dockerfile',
        'Dockerfile.prod',
        'infrastructure/api.Dockerfile',
        '.docker/Dockerfile.local',
        'Dockerfile.dockerignore',
        'compose.yaml',
        'docker-compose.prod.yml',
        'compose.dev.yaml',
        '.dockerignore',
        'Makefile',
        '.devcontainer/devcontainer.json',
        '.github/workflows/docker-compose.yml',
        'src/dockerfile_parser.py',
        'docs/composer.yaml',
      ].map((path) => [path, '']),
    ),
  )
  expect(existingFiles(project)).toEqual({
    dockerfiles: ['.docker/Dockerfile.local', 'Dockerfile', 'Dockerfile.prod', 'infrastructure/api.Dockerfile'],
    compose: ['compose.dev.yaml', 'compose.yaml', 'docker-compose.prod.yml'],
    dockerignore: '.dockerignore',
    makefile: 'Makefile',
    makeTargets: [],
    devcontainer: '.devcontainer/devcontainer.json',
  })
})

test('the project is named after the manifest, else the folder', async () => {
  expect((await factsFrom({ 'pyproject.toml': '[project]\nname = "Größe & Shop.API"\n' })).project).toMatch(/^gro-?[a-z-]*shop-api$/)
  expect((await factsFrom({})).project).toMatch(/^detect-[a-z0-9_-]+$/)
})
