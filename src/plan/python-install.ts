import type { UnitFacts } from '../detect/facts.ts'
import type { PackageManager } from '../package-managers/contract.ts'
import type { BuildPlan, CopyPlan } from './build-plan.ts'
import { through } from './python-base.ts'

type InstallPlan = Pick<
  BuildPlan,
  | 'tool'
  | 'prefix'
  | 'developmentPrefix'
  | 'ownInterpreter'
  | 'environment'
  | 'cache'
  | 'installByHand'
  | 'manifests'
  | 'developmentManifests'
  | 'localProjects'
  | 'installProduction'
  | 'standIn'
  | 'installProject'
  | 'installDevelopment'
>

/**
 * The tool and the steps that fill its prefix, `/opt/venv`: dependencies before the source, so that a changed line of code reinstalls nothing.
 * A packaged project is installed along with them from an empty stand-in where that is safe, else after its source.
 * @param registry a mirror in front of every image, or null. @param adds what the image installs beyond what the project names.
 */
export function pythonInstall(manager: PackageManager, facts: UnitFacts, registry: string | null, adds: readonly string[]): InstallPlan {
  const python = facts.python
  const production = manager.install({ for: 'production', what: 'dependencies' }, facts)
  const afterSource = python?.packaged && !python.standIn
  const development = manager.install({ for: 'development', what: afterSource ? 'project' : 'dependencies', keeps: adds.length > 0 }, facts)
  return {
    tool: toolOf(manager, registry),
    prefix: manager.prefix('production', facts),
    developmentPrefix: manager.prefix('development', facts),
    ownInterpreter: manager.interpreter === 'own',
    environment: manager.environment,
    cache: manager.cache,
    installByHand: manager.byHand.install,
    manifests: production.binds,
    developmentManifests: [...new Set([...production.binds, ...development.binds])],
    localProjects: (python?.localProjects ?? []).map(({ path }) => ({ from: [path], to: `./${path}` })),
    installProduction: production.run.length > 0 ? [...manager.prepare, ...production.run] : [],
    standIn: python?.packaged ? (python.standIn ?? []) : [],
    installProject: afterSource ? projectInstall(manager, facts, production.run.length > 0 ? [] : manager.prepare) : null,
    // Nothing more to install than in production: the builder's environment serves.
    installDevelopment: development.run.join() === production.run.join() ? [] : development.run,
  }
}

function toolOf({ tool }: PackageManager, registry: string | null): BuildPlan['tool'] {
  if (tool?.kind !== 'image') return tool && { kind: tool.kind, requirement: tool.requirement, folder: tool.folder, argument: tool.argument.name }
  return { kind: tool.kind, stage: tool.stage, image: through(registry, tool.image), files: tool.files, to: tool.to }
}

/** @param prepare what has to come first where nothing was installed before the source. */
function projectInstall(manager: PackageManager, facts: UnitFacts, prepare: readonly string[]): BuildPlan['installProject'] {
  const python = facts.python
  if (!python) return null
  const project = manager.install({ for: 'production', what: 'project' }, facts)
  return { copy: projectCopies(python, project.binds), run: [...prepare, ...project.run] }
}

/** What the build of the project itself needs. @param binds manifests of the manager's. */
export function projectCopies(python: NonNullable<UnitFacts['python']>, binds: readonly string[]): CopyPlan[] {
  const files = [...new Set([...binds, ...python.projectFiles, ...python.buildFiles, ...python.sourceFiles])]
  return [{ from: files, to: './' }, ...python.sourceFolders.map((folder) => ({ from: [folder], to: `./${folder}` }))]
}
