import fc from 'fast-check'
import type { Answers } from '../../src/ask/answers.ts'
import { services } from '../../src/services/index.ts'
import type { Facts, UnitFacts, VariableFact } from '../../src/detect/facts.ts'
import type { PythonFacts } from '../../src/detect/python-facts.ts'

const kinds = services.map((one) => one.id)

/** Names as people have them, and as nobody should. */
const hostile = fc.constantFrom(
  'a b',
  "it's",
  '"q"',
  '$HOME',
  '${X}',
  '{{x}}',
  'line\nbreak',
  'naïve',
  '日本',
  'a:b',
  '#x',
  '!y',
  '*',
  '[z]',
  '-dash',
  'back\\slash',
  '%h',
  '`id`',
  'a|b',
  '@x',
  '&and',
  "'; DROP",
  'tab\there',
)
const word = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/)
export const pathName = fc.oneof({ weight: 6, arbitrary: word }, { weight: 1, arbitrary: hostile })
const text = fc.oneof({ weight: 3, arbitrary: word }, { weight: 2, arbitrary: hostile }, { weight: 1, arbitrary: fc.string({ maxLength: 20 }) })
const place = { file: fc.constant('src/settings.py'), line: fc.integer({ min: 1, max: 999 }) }

const plainVariable: fc.Arbitrary<VariableFact> = fc.record(
  {
    name: fc.oneof(
      fc.stringMatching(/^[A-Z][A-Z0-9_]{0,12}$/),
      fc.constantFrom(
        'DATABASE_URL',
        'REDIS_URL',
        'DB_HOST',
        'DB_PASSWORD',
        'CELERY_BROKER_URL',
        'CACHE_URL',
        'SMTP_HOST',
        'S3_ENDPOINT_URL',
        'AWS_SECRET_ACCESS_KEY',
        'MONGO_URI',
        'KAFKA_BROKERS',
        'SECRET_KEY',
        'DEBUG',
        'PORT',
        'LOG_LEVEL',
      ),
    ),
    default: text,
    required: fc.boolean(),
    type: fc.constantFrom('string' as const, 'integer' as const, 'boolean' as const, 'url' as const, 'json' as const),
    secret: fc.boolean(),
    ...place,
  },
  { requiredKeys: ['name', 'required', 'type', 'secret', 'file', 'line'] },
)

/** Some of them are in a file, whose name the code reads too or alone. */
const variable = fc
  .tuple(plainVariable, fc.option(fc.boolean()))
  .map(([one, alone]): VariableFact => (alone === null ? one : { ...one, secret: true, inFile: { variable: `${one.name}_FILE`, alone } }))

const python: fc.Arbitrary<PythonFacts> = fc
  .record({
    packaged: fc.boolean(),
    safe: fc.boolean(),
    importRoot: fc.constantFrom('src', '.'),
    folder: pathName,
    files: fc.uniqueArray(pathName, { maxLength: 3 }),
    names: fc.subarray(['sqlalchemy', 'asyncpg', 'psycopg', 'psycopg2', 'redis', 'fastapi', 'uvicorn']),
    hashed: fc.boolean(),
    tests: fc.constantFrom('pytest' as const, 'unittest' as const, null),
    writes: fc.uniqueArray(pathName, { maxLength: 2 }),
    servers: fc.subarray(['uvicorn' as const, 'hypercorn' as const, 'granian' as const]),
    modules: fc.constantFrom(3, 300),
    git: fc.boolean(),
    named: fc.option(fc.subarray(['flask', 'psycopg[binary]', 'requests>=2,<3'])),
  })
  .map(({ packaged, safe, importRoot, folder, files, names, hashed, tests, writes, servers, modules, git, named }) => ({
    packaged,
    distribution: 'shop',
    backend: packaged ? 'hatchling.build' : null,
    importRoot,
    standIn: packaged && safe ? ['README.md', `${importRoot === 'src' ? 'src/' : ''}shop/__init__.py`] : null,
    versionVariable: packaged && !safe ? 'SETUPTOOLS_SCM_PRETEND_VERSION' : null,
    standInRefused: packaged && !safe ? 'the version is dynamic' : null,
    linked: false,
    localProjects: [],
    surroundings: null,
    projectFiles: ['pyproject.toml'],
    buildFiles: ['README.md'],
    sourceFolders: importRoot === 'src' ? ['src'] : [folder],
    sourceFiles: files.map((name) => `${name}.py`),
    modules,
    dependencies: names.map((name) => ({ name, extras: [], spec: '', group: 'main', file: 'pyproject.toml', line: 3 })),
    imports: [],
    named: named ?? [],
    accelerator: hashed ? null : { library: 'torch', file: 'requirements.txt', line: 2, index: false, stated: null },
    locked: [],
    requirements: named ? [] : ['requirements.txt'],
    developmentRequirements: [],
    requirementsMain: named ? null : 'requirements.txt',
    requirementsDev: null,
    hashed,
    gitDependencies: git,
    groups: [],
    productionGroups: [],
    productionExtras: [],
    developmentGroups: [],
    developmentExtras: [],
    tests: tests && { runner: tests, paths: ['tests', 'conftest.py'], installedBy: null },
    writes: writes.map((path) => ({ path, file: 'src/a.py', line: 1 })),
    sqliteBesideCode: modules > 100 ? ['app.db'] : [],
    sqliteRoot: '.',
    servers,
    tools: [],
    engines: [],
    secretsDir: null,
  }))

const unit: fc.Arbitrary<UnitFacts> = fc
  .record({
    python,
    node: fc.constant(null),
    packageManager: fc.constantFrom('uv', 'poetry', 'pdm', 'pipenv', 'pip'),
    variables: fc.array(variable, { maxLength: 8 }),
    migrations: fc.option(
      fc.constant({ tool: 'alembic' as const, config: 'alembic.ini', folder: 'alembic', command: ['alembic', 'upgrade', 'head'], workingDir: null }),
    ),
    uses: fc.subarray(kinds, { maxLength: 6 }),
    run: fc.subarray(['libpq5', 'libmagic1t64']),
    factory: fc.boolean(),
    notes: fc.array(fc.record({ text, ...place }), { maxLength: 2 }),
  })
  .map(({ run, ...rest }) => ({
    ...rest,
    name: 'api',
    role: 'api',
    dir: '.',
    language: 'python' as const,
    stack: 'fastapi',
    framework: null,
    lockfile: rest.packageManager === 'uv' ? 'uv.lock' : null,
    workspaceRoot: '.',
    runtime: { version: '3.13', constraint: null },
    entrypoint: 'shop.main:app',
    port: 8000,
    healthPath: '/health',
    routes: [],
    details: {},
    alternatives: [],
    files: [],
    systemPackages: { build: run.length > 0 ? ['gcc'] : [], run },
    internalDependencies: [],
    evidence: [],
    unknown: [],
  }))

/** What answers would hold: what a service needs comes along, and runs here as it does. */
function servicesOf(uses: readonly string[], managed: readonly string[]) {
  const along = services.filter((one) => uses.includes(one.id)).flatMap((one) => one.needs ?? [])
  return kinds.filter((kind) => uses.includes(kind) || along.includes(kind)).map((kind) => ({ kind, managed: managed.includes(kind) && !along.includes(kind) }))
}

/** Any project with any answers to it. */
export const projects: fc.Arbitrary<{ facts: Facts; answers: Answers }> = fc
  .record({
    unit,
    project: word,
    port: fc.integer({ min: 1, max: 65535 }),
    base: fc.constantFrom('slim' as const, 'alpine' as const, 'distroless' as const),
    healthPath: fc.option(
      fc.oneof(
        fc.constant('/health'),
        text.map((one) => `/${one}`),
      ),
    ),
    managed: fc.subarray(kinds),
    accelerator: fc.constantFrom('cpu' as const, 'gpu' as const),
    symbols: fc.constantFrom('kept' as const, 'cut' as const),
    targets: fc.subarray(['runtime', 'development', 'testing'] as const),
    registry: fc.option(fc.constant('mirror.example.com/hub')),
    entrypoint: fc.constantFrom('shop.main:app', 'main:create_app', 'módulo.principal:aplicación'),
  })
  .map(({ unit, project, port, base, healthPath, managed, targets, registry, entrypoint, accelerator, symbols }) => ({
    facts: {
      project,
      layout: 'single' as const,
      units: [unit],
      services: [],
      existing: { dockerfiles: [], compose: [], dockerignore: null, makefile: null, devcontainer: null },
    },
    answers: {
      project,
      units: [
        {
          name: 'api',
          dir: '.',
          stack: 'fastapi',
          packageManager: unit.packageManager,
          entrypoint,
          port,
          runtime: '3.13',
          base,
          healthPath,
          dependencies: null,
          accelerator,
          symbols,
        },
      ],
      services: servicesOf(unit.uses, managed),
      targets: [...targets],
      files: ['dockerfile', 'compose', 'dockerignore', 'makefile', 'devcontainer', 'docs', 'env'],
      imagePrefix: 'ghcr.io/acme',
      branch: 'main',
      baseRegistry: registry,
      requirements: true,
      withoutUnits: [],
    },
  }))
