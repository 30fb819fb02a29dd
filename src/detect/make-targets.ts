import type { Project } from './project.ts'

/** Targets that a Makefile of the person's defines, or what it includes by name, so that ours leave them alone. */
export function makeTargets(project: Project, makefile: string | null): ReadonlySet<string> {
  if (makefile === null) return new Set()
  const text = project.read(makefile)
  const included = [...text.matchAll(/^-?include\s+(.+)$/gm)]
    .flatMap(([, names = '']) => names.trim().split(/\s+/))
    .filter((path) => project.has(path) && !/docker\.mk$/.test(path))
  const rules = [text, ...included.map((path) => project.read(path))].join('\n').matchAll(/^([A-Za-z0-9_.%/ -]+?)\s*::?(?!=)/gm)
  return new Set([...rules].flatMap(([, names = '']) => names.split(/\s+/)).filter((name) => !name.startsWith('.')))
}
