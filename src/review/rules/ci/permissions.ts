import type { WorkflowRule } from '../../contract.ts'
import { isAboutImages, jobsIn, workflowIn } from '../../model/workflow.ts'

export const workflowPermissions: WorkflowRule = {
  id: 'ci/permissions',
  severity: 'critical',
  reads: 'workflow',
  title: "The job's token may do more than it needs",
  why: 'Without permissions: it may write to the repository in many organisations: any action of the job, taken over, changes the code.',
  fix: 'permissions: {contents: read} at the top, and packages: write for the one job that pushes.',
  sources: [],
  *find(view) {
    if (!isAboutImages(view)) return
    const workflow = workflowIn(view)
    if (workflow.permissions === 'write-all') yield { ...view.yaml.place('permissions'), message: 'write-all: the token may do everything.' }
    for (const [name, job] of jobsIn(view)) {
      if (job.permissions === 'write-all')
        yield { ...view.yaml.place('jobs', name, 'permissions'), message: `write-all: the token of ${name} may do everything.` }
      else if (workflow.permissions === undefined && job.permissions === undefined && job.uses === undefined)
        yield {
          ...view.yaml.place('jobs', name),
          severity: publishes(view.text) ? 'critical' : 'improvement',
          message: `${name} has whatever the repository gives by default.`,
        }
    }
  },
  *good(view) {
    const { permissions } = workflowIn(view)
    if (isAboutImages(view) && permissions !== undefined && permissions !== 'write-all')
      yield { line: view.yaml.place('permissions').line, message: "the workflow's rights are limited" }
  },
  examples: {
    bad: [
      { text: 'on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker build .\n', line: 3 },
      { text: 'on: push\npermissions: write-all\njobs:\n  build:\n    steps:\n      - run: docker build .\n', line: 2 },
    ],
    good: [
      { text: 'on: push\npermissions:\n  contents: read\njobs:\n  build:\n    steps:\n      - run: docker build .\n' },
      { text: 'on: push\njobs:\n  build:\n    permissions: {contents: read, packages: write}\n    steps:\n      - run: docker build .\n' },
    ],
  },
}

/** It has something that is worth taking over. */
function publishes(text: string): boolean {
  return /login-action|docker login|docker push|push:\s*["']?true|secrets\.|packages:/.test(text)
}
