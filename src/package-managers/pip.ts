import type { UnitFacts } from '../detect/facts.ts'
import type { Install, PackageManager, Scope } from './contract.ts'

export const pip: PackageManager = {
  id: 'pip',
  title: 'pip',
  language: 'python',
  lockfile: null,
  lockCommand: null,
  tool: null,
  prefix: '/opt/venv',
  prepare: ['python -m venv --without-pip /opt/venv'],
  cache: '/root/.cache/pip',
  // pip itself comes with the base; it installs into the environment, which therefore needs none of its own.
  environment: { PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_PYTHON: '/opt/venv/bin/python' },
  byHand: { install: 'pip install', add: null, addDevelopment: null },
  install,
}

function install(scope: Scope, unit: UnitFacts): Install {
  const python = unit.python
  if (scope.what === 'project') return { run: ['pip install --no-deps .'], binds: [] }
  const hashes = python?.hashed ? '--require-hashes ' : ''
  const files = scope.for === 'production' ? [python?.requirementsMain] : [python?.requirementsMain, python?.requirementsDev]
  const named = files.filter((file): file is string => Boolean(file))
  if (named.length === 0) return { run: python?.named.length ? [`pip install ${python.named.map(quoted).join(' ')}`] : [], binds: [] }
  return {
    // A hash file must name everything, so each file is installed by itself.
    run:
      python?.hashed && named.length > 1
        ? named.map((file, index) => `pip install ${index === 0 ? hashes : ''}-r ${file}`)
        : [`pip install ${hashes}${named.map((file) => `-r ${file}`).join(' ')}`],
    binds: [...new Set([...(python?.requirements ?? []), ...(scope.for === 'development' ? (python?.developmentRequirements ?? []) : []), ...named])],
  }
}

/** Extras and ranges mean something to a shell. */
function quoted(requirement: string): string {
  return /^[\w.=-]+$/.test(requirement) ? requirement : `'${requirement}'`
}
