import type { UnitFacts } from '../detect/facts.ts'
import type { PackageManager } from '../package-managers/contract.ts'
import type { BuildPlan } from './plan.ts'

type InstallPlan = Pick<BuildPlan, 'manifests' | 'developmentManifests' | 'installProduction' | 'standIn' | 'installProject' | 'installDevelopment'>

/**
 * The steps that fill `/opt/venv`: dependencies before the source, so that a changed line of code reinstalls nothing.
 * A packaged project is installed along with them from an empty stand-in where that is safe, else after its source.
 */
export function pythonInstall(manager: PackageManager, facts: UnitFacts): InstallPlan {
  const python = facts.python
  const production = manager.install({ for: 'production', what: 'dependencies' }, facts)
  const afterSource = python?.packaged && !python.standIn
  const development = manager.install({ for: 'development', what: afterSource ? 'project' : 'dependencies' }, facts)
  return {
    manifests: production.binds,
    developmentManifests: [...new Set([...production.binds, ...development.binds])],
    installProduction: [...environment(manager), ...production.run],
    standIn: python?.packaged ? (python.standIn ?? []) : [],
    installProject: afterSource ? projectInstall(manager, facts) : null,
    // Nothing more to install than in production: the builder's environment serves.
    installDevelopment: development.run.join() === production.run.join() ? [] : development.run,
  }
}

/** uv makes the environment itself; pip installs into one that is there. */
function environment(manager: PackageManager): string[] {
  return manager.id === 'pip' ? ['python -m venv --without-pip /opt/venv'] : []
}

function projectInstall(manager: PackageManager, facts: UnitFacts): BuildPlan['installProject'] {
  const python = facts.python
  if (!python) return null
  const project = manager.install({ for: 'production', what: 'project' }, facts)
  const files = [...new Set([...project.binds, 'pyproject.toml', ...python.buildFiles, ...python.sourceFiles])]
  return {
    copy: [{ from: files, to: './' }, ...python.sourceFolders.map((folder) => ({ from: [folder], to: `./${folder}` }))],
    run: project.run,
  }
}
