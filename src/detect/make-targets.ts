import type { Project } from './project.ts'

/** Targets that a Makefile of the person's defines, so that ours leave them alone. */
export function makeTargets(project: Project, makefile: string | null): ReadonlySet<string> {
  if (makefile === null) return new Set()
  const rules = project.read(makefile).matchAll(/^([A-Za-z0-9_.%/ -]+?)\s*::?(?!=)/gm)
  return new Set([...rules].flatMap(([, names = '']) => names.split(/\s+/)).filter((name) => !name.startsWith('.')))
}
