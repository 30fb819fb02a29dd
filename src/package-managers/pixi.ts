import type { UnitFacts } from '../detect/facts.ts'
import type { Install, PackageManager, Scope } from './contract.ts'

export const pixi: PackageManager = {
  id: 'pixi',
  title: 'pixi',
  language: 'python',
  lockfile: 'pixi.lock',
  lockCommand: 'pixi lock',
  tool: {
    kind: 'image',
    stage: 'pixi',
    image: 'ghcr.io/prefix-dev/pixi:${PIXI_VERSION}',
    argument: { name: 'PIXI_VERSION', value: '0.77.0' },
    files: ['/usr/local/bin/pixi'],
    to: '/usr/local/bin/',
  },
  interpreter: 'own',
  needs: [],
  prefix: (scope, unit) => `/app/.pixi/envs/${environmentOf(scope, unit)}`,
  prepare: [],
  cache: '/root/.cache',
  environment: {},
  byHand: { install: 'pixi install', add: 'pixi add', addDevelopment: 'pixi add --feature dev' },
  install,
}

/** An environment is a folder of its own: development has another where the manifest says so. */
function environmentOf(scope: Scope['for'], { python }: UnitFacts): string {
  const production = python?.productionGroups[0] ?? 'default'
  return scope === 'production' ? production : (python?.developmentGroups[0] ?? production)
}

/** `--locked` ends where the lock file no longer fits the manifest. */
function install(scope: Scope, unit: UnitFacts): Install {
  const { python } = unit
  if (!python || (scope.what === 'dependencies' && python.packaged && !python.standIn)) return { run: [], binds: [] }
  const environment = environmentOf(scope.for, unit)
  const manifest = python.requirementsMain ?? 'pixi.toml'
  return {
    run: [
      `pixi install --locked${environment === 'default' ? '' : ` --environment ${environment}`}`,
      // pixi leaves bytecode to the first start, whose user cannot write it. A template in a package that is no Python ends nothing.
      `(python -m compileall -qq -j 0 /app/.pixi/envs/${environment}/lib || true)`,
    ],
    binds: [...new Set([...(python.packaged ? python.projectFiles : []), manifest, 'pixi.lock'])],
  }
}
