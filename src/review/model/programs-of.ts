import type { Facts } from '../../detect/facts.ts'
import type { Project } from '../../detect/project.ts'
import { UserError } from '../../errors.ts'

/** What says of what a program is made; without one there is nothing to know. */
const manifest = /(^|\/)(pyproject\.toml|Pipfile|setup\.(py|cfg)|requirements[^/]*\.(txt|in)|environment\.ya?ml|pixi\.toml)$/

/** What detection sees of a project; null where it has no manifest, or one that cannot be read: that is another command's to say. */
export async function programsOf(project: Project): Promise<Facts | null> {
  if (!project.files.some((file) => manifest.test(file))) return null
  try {
    const { detect } = await import('../../detect/index.ts')
    return await detect(project)
  } catch (error) {
    if (error instanceof UserError) return null
    throw error
  }
}
