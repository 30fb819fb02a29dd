import type { Project } from '../project.ts'

/**
 * Applications that Nx builds from the root's package.json alone (nx.dev, "integrated"): folders with a `project.json` and no
 * package.json, so that no package manager knows what they need. Their tests' projects are none.
 */
export function nxApplications(project: Project): string[] {
  if (!project.has('nx.json')) return []
  return project.files.flatMap((file) => {
    const folder = /^(.+)\/project\.json$/.exec(file)?.[1]
    if (folder === undefined || /(^|[/-])e2e$/.test(folder) || project.has(`${folder}/package.json`) || project.has(`${folder}/pyproject.toml`)) return []
    return /"projectType"\s*:\s*"application"/.test(project.read(file)) ? [folder] : []
  })
}

/** What is said of them: what is out of reach, and what brings them into it. */
export function builtByNx(folders: readonly string[]): string {
  const [are, they] = folders.length === 1 ? ['is', 'it gets'] : ['are', 'each gets']
  return `${folders.join(', ')} ${are} built by Nx from the root's package.json, which is out of reach here: with a package.json of its own (dependencies, scripts build and start) ${they} an image`
}
