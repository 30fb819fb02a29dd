import { builtByNx, nxApplications } from './detect/node/nx.ts'
import type { Project } from './detect/project.ts'
import { UserError } from './errors.ts'
import { stacks } from './stacks/index.ts'

const manifests = ['pyproject.toml', 'requirements.txt', 'setup.py', 'Pipfile', 'environment.yml', 'package.json']

/** A folder in which nothing was recognised: what was looked for, what was there, and how to say what it is. */
export function nothingToRun(project: Project): UserError {
  const titles = stacks.map((stack) => stack.title).join(', ')
  const found = project.files.filter((path) => manifests.includes(path.split('/').at(-1)!))
  const seen =
    found.length > 0
      ? `read: ${found.slice(0, 5).join(', ')}${found.length > 5 ? ` and ${found.length - 5} more` : ''}`
      : `there is none of ${manifests.join(', ')}`
  const apps = nxApplications(project)
  return new UserError(`nothing that can be set up was found in ${project.root}. Nothing was written.`, {
    todo: [
      `looked for: an app of ${titles}, in the source and among the dependencies`,
      seen,
      ...(apps.length > 0 ? [builtByNx(apps)] : []),
      ...stacks.map(
        (stack) =>
          `try: --stack ${stack.id}${stack.asks.includes('entrypoint') ? ` --entrypoint ${stack.entry?.placeholder ?? '<module:app>'}` : ''}   if it is ${stack.title}`,
      ),
    ],
  })
}
