import type { UnitFacts } from '../detect/facts.ts'
import type { Install, PackageManager, Scope } from './contract.ts'

export const poetry: PackageManager = {
  id: 'poetry',
  title: 'Poetry',
  language: 'python',
  lockfile: 'poetry.lock',
  lockCommand: 'poetry lock',
  tool: { kind: 'package', requirement: 'poetry', folder: '/opt/poetry', argument: { name: 'POETRY_VERSION', value: '2.5.1' } },
  interpreter: 'base',
  needs: [],
  prefix: () => '/opt/venv',
  // Poetry installs into the environment that it finds active, with an installer of its own.
  prepare: ['python3 -m venv --without-pip /opt/venv'],
  // Its own downloads, and those of pip, which brings Poetry.
  cache: '/root/.cache',
  environment: { POETRY_NO_INTERACTION: '1', VIRTUAL_ENV: '/opt/venv' },
  byHand: { install: 'poetry sync', add: 'poetry add', addDevelopment: 'poetry add --group dev' },
  links: true,
  install,
}

/** A lock file that no longer fits pyproject.toml ends each of these with a word on `poetry lock`. */
function install(scope: Scope, unit: UnitFacts): Install {
  const python = unit.python
  // Poetry itself would install a link to the source; the build backend makes what a package index would have.
  if (scope.what === 'project' && scope.for === 'production') return { run: ['pip --python /opt/venv/bin/python install --no-deps .'], binds: [] }
  const which =
    scope.for === 'production'
      ? [`--only ${['main', ...(python?.productionGroups ?? [])].join(',')}`]
      : (python?.developmentGroups ?? []).map((group) => `--with ${group}`)
  const extras = [...(python?.productionExtras ?? []), ...(scope.for === 'development' ? (python?.developmentExtras ?? []) : [])]
  const around = (python?.surroundings?.packages.length ?? 0) > 0
  // Wheels of the repository's other projects follow; development has links to their source instead.
  const local = around && scope.for === 'production' ? ['--no-directory'] : []
  const there = around && scope.for === 'development'
  const root = python?.packaged && python.standIn && !there ? [] : ['--no-root']
  return {
    run: [['poetry install', ...which, ...extras.map((extra) => `--extras ${extra}`), ...root, ...local, '--compile'].join(' ')],
    binds: ['pyproject.toml', 'poetry.lock'],
  }
}
