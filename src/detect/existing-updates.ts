import type { Project } from './project.ts'

/** Where Renovate is told what to do, from the root (Renovate, "Configuration options"); package.json may say it too. */
const renovateFiles = /^((\.github|\.gitlab)\/)?renovate\.json5?$|^\.renovaterc(\.json5?)?$/

/** What brings new versions of images and actions to the project already: Dependabot's file, and Renovate's. */
export function existingUpdates(project: Project): { dependabot?: string; renovate?: string } {
  const { files } = project
  const dependabot = files.find((file) => /^\.github\/dependabot\.ya?ml$/.test(file))
  const renovate = files.find((file) => renovateFiles.test(file)) ?? (saysRenovate(project) ? 'package.json' : undefined)
  return { ...(dependabot === undefined ? {} : { dependabot }), ...(renovate === undefined ? {} : { renovate }) }
}

function saysRenovate(project: Project): boolean {
  return project.has('package.json') && /^\s*"renovate"\s*:\s*\{/m.test(project.read('package.json'))
}
