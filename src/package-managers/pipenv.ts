import type { UnitFacts } from '../detect/facts.ts'
import type { Install, PackageManager, Scope } from './contract.ts'

export const pipenv: PackageManager = {
  id: 'pipenv',
  title: 'Pipenv',
  language: 'python',
  lockfile: 'Pipfile.lock',
  lockCommand: 'pipenv lock',
  tool: { kind: 'package', requirement: 'pipenv', folder: '/opt/pipenv', argument: { name: 'PIPENV_VERSION', value: '2026.10.3' } },
  interpreter: 'base',
  needs: [],
  prefix: () => '/opt/venv',
  // Pipenv installs into the environment that it finds active, with a pip of its own.
  prepare: ['python3 -m venv --without-pip /opt/venv'],
  cache: '/root/.cache',
  environment: { PIPENV_VERBOSITY: '-1', VIRTUAL_ENV: '/opt/venv' },
  byHand: { install: 'pipenv sync --dev', add: 'pipenv install', addDevelopment: 'pipenv install --dev' },
  install,
}

/** `--deploy` ends where the lock file no longer fits the Pipfile, or the Python is another than it asks for. */
function install(scope: Scope, { python }: UnitFacts): Install {
  if (scope.what === 'dependencies' && python?.packaged && !python.standIn) return { run: [], binds: [] }
  const production = python?.productionGroups ?? []
  const development = scope.for === 'development' ? (python?.developmentGroups ?? []) : []
  const named = ['packages', ...production, ...(scope.for === 'development' ? ['dev-packages', ...development] : [])]
  const which = production.length + development.length > 0 ? [`--categories ${named.join(',')}`] : scope.for === 'development' ? ['--dev'] : []
  return { run: [['pipenv install --deploy', ...which].join(' ')], binds: ['Pipfile', 'Pipfile.lock', ...(python?.packaged ? python.projectFiles : [])] }
}
