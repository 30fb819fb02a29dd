import type { WorkflowRule } from '../../contract.ts'
import { isAboutImages, stepsIn } from '../../model/workflow.ts'

export const actionUnpinned: WorkflowRule = {
  id: 'ci/action-unpinned',
  severity: 'critical',
  reads: 'workflow',
  title: 'An action that may be another one tomorrow',
  why: "A branch or tag can be moved to other code, which then runs with this job's token and secrets; that happened to widely used actions in 2025 and 2026.",
  fix: 'The full commit, with the version as a comment: uses: owner/action@<sha> # v1.2.3.',
  sources: [],
  *find(view) {
    if (!isAboutImages(view)) return
    for (const { action, version, keys } of stepsIn(view)) {
      if (action === '' || action.startsWith('.') || action.startsWith('docker:') || /^[0-9a-f]{40}$/.test(version ?? '')) continue
      const branch = version === null || !/^(release\/)?v?\d/.test(version)
      // GitHub's and Docker's own are no stranger's.
      if (!branch && /^(actions|docker|github)\//.test(action)) continue
      yield {
        ...view.yaml.place(...keys, 'uses'),
        severity: branch ? 'critical' : 'improvement',
        message: `${action} at ${version ?? 'no version'} is whatever its owner, or whoever took it over, puts there.`,
      }
    }
  },
  *good(view) {
    const used = stepsIn(view).filter((one) => one.action !== '' && !one.action.startsWith('.'))
    if (isAboutImages(view) && used[0] && used.every((one) => /^[0-9a-f]{40}$/.test(one.version ?? '')))
      yield { line: view.yaml.place(...used[0].keys, 'uses').line, message: 'actions pinned to commits' }
  },
  examples: {
    bad: [
      {
        text: 'on: push\npermissions: {contents: read}\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: aquasecurity/trivy-action@master\n',
        line: 7,
      },
      { text: 'on: push\njobs:\n  build:\n    steps:\n      - run: docker build .\n      - name: sign\n        uses: sigstore/cosign-installer@v3\n', line: 7 },
    ],
    good: [
      {
        text: 'on: push\njobs:\n  build:\n    steps:\n      - uses: docker/build-push-action@v7\n      - uses: aquasecurity/trivy-action@0123456789012345678901234567890123456789 # 0.33\n',
      },
      { text: 'on: push\njobs:\n  lint:\n    steps:\n      - uses: some/linter@main\n' },
    ],
  },
}
