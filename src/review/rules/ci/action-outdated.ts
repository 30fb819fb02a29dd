import type { WorkflowRule } from '../../contract.ts'
import { isAboutImages, stepsIn } from '../../model/workflow.ts'

/** The first release of each that is made for Node 24: their own release notes. */
const first: Readonly<Record<string, number>> = {
  'actions/checkout': 5,
  'docker/setup-qemu-action': 4,
  'docker/setup-buildx-action': 4,
  'docker/login-action': 4,
  'docker/metadata-action': 6,
  'docker/build-push-action': 7,
  'github/codeql-action/upload-sarif': 4,
}

export const actionOutdated: WorkflowRule = {
  id: 'ci/action-outdated',
  severity: 'improvement',
  reads: 'workflow',
  title: 'A release of an action that is made for a Node that runners no longer have',
  why: 'Node 20 left the runners in September 2026: such a release is run with another Node than it was tested with, gets no fixes, and the oldest of them are refused.',
  fix: 'The newest release, by its commit.',
  sources: [],
  *find(view) {
    if (!isAboutImages(view)) return
    const old = stepsIn(view).filter(({ action, version }) => {
      const major = /^v(\d+)(\.|$)/.exec(version ?? '')?.[1]
      return major !== undefined && Number(major) < (first[action] ?? 0)
    })
    const said = new Set(old.map(({ action, version }) => `${action}@${version} (v${first[action]})`))
    // Once for a file: they are brought up to date together.
    if (old[0])
      yield {
        ...view.yaml.place(...old[0].keys, 'uses'),
        message: `Older than the runners' Node, with the first release that is not: ${[...said].join(', ')}.`,
      }
  },
  examples: {
    bad: [
      { text: 'on: push\njobs:\n  build:\n    steps:\n      - uses: docker/setup-buildx-action@v3\n', line: 5 },
      {
        text: 'on: push\njobs:\n  scan:\n    steps:\n      - run: trivy image x\n      - name: result\n        uses: github/codeql-action/upload-sarif@v2.3.0\n',
        line: 7,
      },
    ],
    good: [
      { text: 'on: push\njobs:\n  build:\n    steps:\n      - uses: docker/build-push-action@v7\n      - uses: actions/checkout@v5\n' },
      {
        text: 'on: push\njobs:\n  build:\n    steps:\n      - uses: docker/login-action@4907a6ddec9925e35a0a9e82d7399ccc52663121 # v4.1.0\n      - uses: some/action@v1\n',
      },
    ],
  },
}
