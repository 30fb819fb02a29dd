import type { UnitFacts } from '../detect/facts.ts'
import type { Install, PackageManager, Scope } from './contract.ts'

export const pdm: PackageManager = {
  id: 'pdm',
  title: 'PDM',
  language: 'python',
  lockfile: 'pdm.lock',
  lockCommand: 'pdm lock',
  // The extra pins what PDM itself needs to what its makers tested.
  tool: { kind: 'package', requirement: 'pdm[locked]', folder: '/opt/pdm', argument: { name: 'PDM_VERSION', value: '2.29.2' } },
  interpreter: 'base',
  needs: [],
  prefix: () => '/opt/venv',
  prepare: ['python3 -m venv --without-pip /opt/venv'],
  cache: '/root/.cache',
  environment: { PDM_CHECK_UPDATE: '0', VIRTUAL_ENV: '/opt/venv' },
  byHand: { install: 'pdm sync', add: 'pdm add', addDevelopment: 'pdm add --dev' },
  install,
}

/** `--check` ends where the lock file no longer fits pyproject.toml, with a word on `pdm lock`. */
function install(scope: Scope, unit: UnitFacts): Install {
  const python = unit.python
  const around = python?.surroundings?.packages.length ? python.surroundings : null
  // It has no way to leave other projects of the repository for later, so that all comes after their source.
  if (around && scope.what === 'dependencies') return { run: [], binds: [] }
  // The build backend, without what PDM would look at again.
  if (!around && scope.what === 'project' && scope.for === 'production') return { run: ['pip --python /opt/venv/bin/python install --no-deps .'], binds: [] }
  const extras = [...(python?.productionExtras ?? []), ...(scope.for === 'development' ? (python?.developmentExtras ?? []) : [])]
  const which = [...(scope.for === 'production' ? onlyProduction(python) : []), ...extras.map((extra) => `--group ${extra}`)]
  const project = python?.packaged && (python.standIn ?? around) ? '--no-editable' : around ? '--no-self --no-editable' : '--no-self'
  return {
    run: [
      ['pdm install --check', ...which, project].join(' '),
      // PDM leaves bytecode to the first start, whose user cannot write it. A template in a package that is no Python ends nothing.
      '(python -m compileall -qq -j 0 /opt/venv/lib || true)',
    ],
    binds: ['pyproject.toml', 'pdm.lock'],
  }
}

/** `--prod` goes with none of the development groups; where production needs one of these, the others are left out by name. */
function onlyProduction(python: UnitFacts['python']): string[] {
  const needed = python?.productionGroups ?? []
  if (needed.length === 0) return ['--prod']
  const others = (python?.groups ?? []).filter((group) => !needed.includes(group))
  return others.length > 0 ? [`--without ${others.join(',')}`] : []
}
