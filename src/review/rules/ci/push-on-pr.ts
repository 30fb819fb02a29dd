import { isRecord, strings } from '../../../validate/compose.ts'
import type { WorkflowRule } from '../../contract.ts'
import { jobsIn, stepsIn, workflowIn } from '../../model/workflow.ts'

export const pushOnPullRequest: WorkflowRule = {
  id: 'ci/push-on-pr',
  severity: 'critical',
  reads: 'workflow',
  title: 'A pull request pushes an image',
  why: 'Code that nobody has read yet is published under the name of the project.',
  fix: "push: ${{ github.event_name != 'pull_request' }}",
  sources: [],
  *find(view) {
    const { on } = workflowIn(view)
    const events = typeof on === 'string' ? [on] : isRecord(on) ? Object.keys(on) : strings(on)
    if (!events.some((one) => one.startsWith('pull_request'))) return
    const guarded = new Set(jobsIn(view).flatMap(([name, job]) => (job.if === undefined ? [] : [name])))
    for (const { action, with: given, step, job, keys } of stepsIn(view)) {
      if (action !== 'docker/build-push-action' || step.if !== undefined || guarded.has(job)) continue
      if (given.push === true || given.push === 'true') yield { ...view.yaml.place(...keys, 'with', 'push'), message: `${job} pushes for pull requests too.` }
    }
  },
  examples: {
    bad: [
      {
        text: 'on: [push, pull_request]\njobs:\n  build:\n    steps:\n      - uses: docker/build-push-action@v7\n        with:\n          push: true\n',
        line: 7,
      },
      {
        text: 'on:\n  pull_request:\njobs:\n  build:\n    steps:\n      - uses: docker/build-push-action@v7\n        with: {context: ., push: "true"}\n',
        line: 7,
      },
    ],
    good: [
      {
        text: "on: [push, pull_request]\njobs:\n  build:\n    steps:\n      - uses: docker/build-push-action@v7\n        with:\n          push: ${{ github.event_name != 'pull_request' }}\n",
      },
      { text: 'on: [push]\njobs:\n  build:\n    steps:\n      - uses: docker/build-push-action@v7\n        with: {push: true}\n' },
    ],
  },
}
