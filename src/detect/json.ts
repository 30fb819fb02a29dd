import { stackOf, stacks } from '../stacks/index.ts'
import type { Facts, UnitFacts } from './facts.ts'

/** The facts as `detect --json` prints them: a schema that scripts rely on, so what is added inside does not leak out. */
export function detectJson(facts: Facts): unknown {
  return {
    schema: 1,
    root: '.',
    layout: facts.layout,
    units: facts.units.map(unitJson),
    services: facts.services.map(({ kind, usedBy, evidence }) => ({ kind, usedBy, evidence })),
    existing: existingJson(facts.existing),
  }
}

function existingJson({ dockerfiles, compose, dockerignore, makefile, devcontainer }: Facts['existing']) {
  return { dockerfiles, compose, dockerignore, makefile, devcontainer }
}

function unitJson(unit: UnitFacts) {
  return {
    name: unit.name,
    dir: unit.dir,
    language: unit.language,
    stack: unit.stack,
    packageManager: unit.packageManager,
    lockfile: unit.lockfile,
    workspaceRoot: unit.workspaceRoot,
    runtime: unit.runtime,
    entrypoint: unit.entrypoint,
    command: commandOf(unit),
    port: unit.port,
    healthPath: unit.healthPath,
    migrations: unit.migrations?.tool ?? null,
    systemPackages: unit.systemPackages,
    internalDependencies: unit.internalDependencies,
    uses: unit.uses,
    evidence: unit.evidence,
    // Named like the fields above, so that a script can look up what it misses.
    unknown: unit.unknown.map(({ key, flag, why }) => ({ key: camelCase(key), flag, why })),
  }
}

/** What production would run with everything as detected; empty while the entry point is unknown. */
function commandOf(unit: UnitFacts): readonly string[] {
  if (!stacks.some((one) => one.id === unit.stack) || unit.entrypoint === null) return []
  const stack = stackOf(unit.stack, unit.framework)
  const { name, dir, packageManager, entrypoint, port, healthPath } = unit
  const answers = {
    name,
    dir,
    stack: stack.id,
    packageManager,
    entrypoint,
    port,
    runtime: unit.runtime.version,
    base: 'slim' as const,
    healthPath,
    dependencies: null,
    accelerator: 'cpu' as const,
    symbols: 'kept' as const,
  }
  return stack.command({ facts: unit, answers }).run
}

function camelCase(key: string): string {
  return key.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
