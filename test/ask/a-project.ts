import type { Facts, UnitFacts } from '../../src/detect/facts.ts'
import type { PythonFacts } from '../../src/detect/python-facts.ts'

const python: PythonFacts = {
  packaged: true,
  distribution: 'shop',
  backend: 'hatchling.build',
  importRoot: 'src',
  standIn: ['src/shop/__init__.py'],
  versionVariable: null,
  standInRefused: null,
  linked: false,
  localProjects: [],
  surroundings: null,
  projectFiles: ['pyproject.toml'],
  buildFiles: [],
  sourceFolders: ['src'],
  sourceFiles: [],
  modules: 4,
  dependencies: [],
  imports: [],
  named: [],
  accelerator: null,
  locked: [],
  requirements: [],
  developmentRequirements: [],
  requirementsMain: null,
  requirementsDev: null,
  hashed: false,
  gitDependencies: false,
  groups: [],
  productionGroups: [],
  productionExtras: [],
  developmentGroups: [],
  developmentExtras: [],
  tests: null,
  writes: [],
  sqliteBesideCode: [],
  sqliteRoot: '.',
  servers: ['uvicorn'],
  tools: [],
  engines: [],
  secretsDir: null,
}

/** A unit as detection would hand it over, with what a test cares about. */
export function aUnit(changes: Partial<UnitFacts> = {}): UnitFacts {
  return {
    name: 'api',
    role: 'api',
    dir: '.',
    language: 'python',
    stack: 'fastapi',
    framework: null,
    packageManager: 'uv',
    lockfile: 'uv.lock',
    workspaceRoot: '.',
    runtime: { version: '3.13', constraint: '>=3.12' },
    entrypoint: 'shop.main:app',
    factory: false,
    port: 8000,
    healthPath: '/health',
    routes: [],
    migrations: { tool: 'alembic', config: 'alembic.ini', folder: 'alembic', command: ['alembic', 'upgrade', 'head'], workingDir: null },
    systemPackages: { build: [], run: [] },
    internalDependencies: [],
    details: {},
    alternatives: [],
    files: [],
    uses: ['postgres', 'redis'],
    variables: [],
    python,
    node: null,
    evidence: [
      { key: 'entrypoint', value: 'shop.main:app', file: 'src/shop/main.py', line: 12, confidence: 'certain' },
      { key: 'healthPath', value: '/health', file: 'src/shop/main.py', line: 31, confidence: 'certain' },
      { key: 'migrations', value: 'alembic', file: 'alembic.ini', line: 1, confidence: 'certain' },
    ],
    unknown: [],
    notes: [],
    ...changes,
  }
}

/** A project of one unit that uses PostgreSQL and Redis. */
export function aProject(changes: Partial<Facts> = {}): Facts {
  return {
    project: 'shop',
    layout: 'single',
    units: [aUnit()],
    services: [
      { kind: 'postgres', usedBy: ['api'], evidence: [{ key: 'uses.postgres', value: 'asyncpg', file: 'pyproject.toml', line: 9, confidence: 'certain' }] },
      { kind: 'redis', usedBy: ['api'], evidence: [{ key: 'uses.redis', value: 'redis', file: 'src/shop/main.py', line: 4, confidence: 'certain' }] },
    ],
    existing: { dockerfiles: [], compose: [], dockerignore: null, makefile: null, devcontainer: null },
    ...changes,
  }
}

/** The same, but two objects could be the app. */
export function anUndecidedProject(): Facts {
  const choices = [
    { key: 'entrypoint', value: 'shop.main:app', file: 'src/shop/main.py', line: 12, confidence: 'certain' as const },
    { key: 'entrypoint', value: 'shop.admin:app', file: 'src/shop/admin.py', line: 8, confidence: 'certain' as const },
  ]
  const unknown = [{ key: 'entrypoint', flag: '--entrypoint <module:app>', why: 'two app objects are in the source', choices, required: true }]
  return aProject({ units: [aUnit({ entrypoint: null, unknown })] })
}
