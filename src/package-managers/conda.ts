import type { UnitFacts } from '../detect/facts.ts'
import type { Install, PackageManager, Scope } from './contract.ts'

/** An environment file is manifest and, with exact builds in it, lock in one; conda-lock's file stands for it where there is one. */
export const conda: PackageManager = {
  id: 'conda',
  title: 'conda',
  language: 'python',
  lockfile: 'conda-lock.yml',
  lockCommand: null,
  tool: {
    kind: 'image',
    stage: 'micromamba',
    image: 'mambaorg/micromamba:${MICROMAMBA_VERSION}',
    argument: { name: 'MICROMAMBA_VERSION', value: '2.6.1' },
    files: ['/bin/micromamba'],
    to: '/usr/local/bin/',
  },
  interpreter: 'own',
  // micromamba has no certificates of its own.
  needs: ['ca-certificates'],
  prefix: () => '/opt/conda',
  prepare: [],
  // Packages of conda, and those that its pip fetches.
  cache: '/root/.cache',
  environment: { CONDA_PKGS_DIRS: '/root/.cache/conda', MAMBA_ROOT_PREFIX: '/opt/mamba' },
  byHand: { install: 'micromamba install --prefix /opt/conda', add: null, addDevelopment: null },
  install,
}

function install(scope: Scope, { python, lockfile }: UnitFacts): Install {
  if (!python || (scope.what === 'dependencies' && python.packaged && !python.standIn)) return { run: [], binds: [] }
  const file = lockfile ?? python.requirementsMain
  const create = `micromamba create --yes --prefix /opt/conda --file ${file}`
  const more = `micromamba install --yes --prefix /opt/conda --file ${python.requirementsDev}`
  const included = [...(lockfile ? [lockfile] : python.requirements), ...(python.packaged ? python.projectFiles : [])]
  if (scope.for === 'production' || python.requirementsDev === null) return { run: [create], binds: included }
  return { run: [more], binds: python.developmentRequirements }
}
