import type { Existing } from './existing.ts'
import type { Project } from './project.ts'

/** Where systems other than GitHub's workflows are told what to do, from the root. */
const systems: readonly [file: RegExp, title: string][] = [
  [/^\.gitlab-ci\.ya?ml$/, 'GitLab CI'],
  [/^Jenkinsfile$/, 'Jenkins'],
  [/^\.circleci\/config\.ya?ml$/, 'CircleCI'],
  [/^(\.azure\/)?azure-pipelines\.ya?ml$/, 'Azure Pipelines'],
  [/^bitbucket-pipelines\.ya?ml$/, 'Bitbucket Pipelines'],
  [/^\.travis\.ya?ml$/, 'Travis CI'],
  [/^\.drone\.ya?ml$/, 'Drone'],
  [/^\.woodpecker(\.ya?ml$|\/[^/]+\.ya?ml$)/, 'Woodpecker'],
  [/^\.buildkite\/pipeline\.ya?ml$/, 'Buildkite'],
]

/** A step that builds images. */
const builds = /docker\/(build-push|bake)-action@|\bdocker(-| )(compose )?build\b|\bdocker buildx (build|bake)\b|\bdocker-compose build\b/

/** The workflow that this tool writes. */
export const workflowPath = '.github/workflows/docker.yml'

/** What builds images after a push, or does for the project whatever is done then; null: nothing. A workflow that builds none stands beside ours. */
export function existingCi(project: Project): NonNullable<Existing['ci']> | null {
  const { files } = project
  const workflow = files.find((file) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file) && file !== workflowPath && builds.test(project.read(file)))
  if (workflow !== undefined) return { file: workflow, why: 'yours; it builds images, and no workflow is written beside it' }
  // Both are there while a project moves from one to the other, and for mirrors.
  if (files.some((file) => file.startsWith('.github/workflows/') && file !== workflowPath)) return null
  for (const [pattern, title] of systems) {
    const file = files.find((one) => pattern.test(one))
    if (file !== undefined) return { file, why: `yours; the project has ${title}, so no workflow of GitHub's is written` }
  }
  return null
}
