import { posix } from 'node:path'
import type { UnitFacts } from '../detect/facts.ts'
import type { Install, PackageManager, Scope } from './contract.ts'

export const pip: PackageManager = {
  id: 'pip',
  title: 'pip',
  language: 'python',
  lockfile: null,
  lockCommand: null,
  tool: null,
  interpreter: 'base',
  needs: [],
  prefix: () => '/opt/venv',
  prepare: ['python3 -m venv --without-pip /opt/venv'],
  cache: '/root/.cache/pip',
  // pip itself comes with the base; it installs into the environment, which therefore needs none of its own.
  environment: { PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_PYTHON: '/opt/venv/bin/python' },
  byHand: { install: 'pip install', add: null, addDevelopment: null },
  install,
}

/**
 * From requirements files, which pip takes for what they say: pins and hashes are the project's own lock. Without any, the
 * project's metadata lists what it needs, so the project is what is installed.
 */
function install(scope: Scope, unit: UnitFacts): Install {
  const { python } = unit
  if (!python || (scope.what === 'dependencies' && python.packaged && !python.standIn)) return { run: [], binds: [] }
  const development = scope.for === 'development'
  const named = [python.requirementsMain, ...(development ? [python.requirementsDev] : [])].filter((file) => file !== null)
  const included = [...python.requirements, ...(development ? python.developmentRequirements : [])]
  const itself =
    python.packaged && python.requirementsMain === null ? [project([...python.productionExtras, ...(development ? python.developmentExtras : [])])] : []
  const what = [...itself, ...named.map((file) => `-r ${file}`), ...(named.length === 0 ? python.named.map(quoted) : [])]
  return {
    run: python.hashed ? hashed(named) : what.length > 0 ? withoutLocal(python, unit, included, [`pip install ${what.join(' ')}`]) : [],
    binds: [...new Set([...(python.packaged ? python.projectFiles : []), ...included, ...named])],
  }
}

/**
 * The lines of other projects of the repository are left out of what pip reads: wheels of them are installed next.
 * @param files all that are read.
 */
function withoutLocal({ surroundings }: NonNullable<UnitFacts['python']>, { dir, workspace }: UnitFacts, files: readonly string[], run: string[]): string[] {
  const packages = surroundings?.mirror === false ? surroundings.packages : []
  if (packages.length === 0 || files.length === 0) return run
  const paths = packages.map((one) => posix.relative(dir, posix.join(workspace?.root ?? '.', one.dir)).replace(/[./]/g, '\\$&'))
  const folder = '/tmp/requirements'
  return [
    `mkdir -p ${folder}`,
    `cp --parents ${files.join(' ')} ${folder}/`,
    `sed -i -E '/${paths.join('|')}/d' ${files.map((file) => `${folder}/${file}`).join(' ')}`,
    ...run.map((one) => one.replaceAll(' -r ', ` -r ${folder}/`)),
  ]
}

/** A hash file must name everything, so each file is installed by itself. */
function hashed(files: readonly string[]): string[] {
  return files.map((file, index) => `pip install ${index === 0 ? '--require-hashes ' : ''}-r ${file}`)
}

function project(extras: readonly string[]): string {
  return extras.length === 0 ? '.' : `".[${extras.join(',')}]"`
}

/** Extras and ranges mean something to a shell. */
function quoted(requirement: string): string {
  return /^[\w.=-]+$/.test(requirement) ? requirement : `'${requirement}'`
}
