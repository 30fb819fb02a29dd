import { existingFiles } from '../detect/existing.ts'
import type { Project } from '../detect/project.ts'
import { composeNames } from '../plan/outputs.ts'
import { readLastRender } from '../state/last-render.ts'

/** The compose file that docker reads here, where it is not one of ours; null: there is none, or it is. */
export function foreignCompose(project: Project): string | null {
  const ours = readLastRender(project)
  const base = composeNames.find((name) => existingFiles(project).compose.includes(name))
  return base === undefined || ours?.has(base) ? null : base
}
