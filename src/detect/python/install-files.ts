import type { PythonFacts } from '../python-facts.ts'
import type { Manifests } from '../manifests.ts'

type InstallFiles = Pick<PythonFacts, 'requirements' | 'developmentRequirements' | 'requirementsMain' | 'requirementsDev' | 'hashed'>

/** The files that the manager is told to install, where their names are the project's own: pip's, conda's and pixi's. */
export function installFiles({ main, development, conda, pixi }: Manifests, manager: string): InstallFiles {
  const [own, more] = manager === 'conda' ? [conda.main, conda.development] : manager === 'pixi' ? [pixi && { files: [pixi.name] }, null] : [main, development]
  return {
    requirements: own?.files ?? [],
    developmentRequirements: more?.files ?? [],
    requirementsMain: own?.files[0] ?? null,
    requirementsDev: more?.files[0] ?? null,
    hashed: manager === 'pip' && (main?.hashed ?? false),
  }
}
