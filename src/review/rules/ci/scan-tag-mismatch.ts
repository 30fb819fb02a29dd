import type { WorkflowRule } from '../../contract.ts'
import { stepsIn } from '../../model/workflow.ts'

export const scanTagMismatch: WorkflowRule = {
  id: 'ci/scan-tag-mismatch',
  severity: 'critical',
  reads: 'workflow',
  title: 'The scan looks for a tag that nothing makes',
  why: 'type=sha makes tags of seven characters; github.sha has forty. The scan fails, or is told not to mind and scans nothing.',
  fix: 'Scan the digest that the build returns, or write type=sha,format=long.',
  sources: [],
  *find(view) {
    const steps = stepsIn(view)
    const text = (value: unknown): string => (typeof value === 'string' ? value : '')
    const tags = steps.filter((one) => one.action === 'docker/metadata-action').map((one) => text(one.with.tags))
    const made = [
      ...tags,
      ...steps.filter((one) => one.action === 'docker/build-push-action').map((one) => text(one.with.tags)),
      ...steps.map((one) => (/docker\b.*\b(build|tag)\b/.test(text(one.step.run)) ? text(one.step.run) : '')),
    ]
    if (tags.length === 0 || made.some((one) => /github\.sha|format=long/.test(one))) return
    for (const { action, with: given, keys } of steps) {
      if (!/trivy-action|scan-action|scout-action|snyk/.test(action)) continue
      const key = ['image-ref', 'image'].find((one) => /github\.sha/.test(text(given[one])))
      if (key) yield { ...view.yaml.place(...keys, 'with', key), message: `No step makes a tag of the whole commit: ${text(given[key])} does not exist.` }
    }
  },
  examples: {
    bad: [
      {
        text: 'jobs:\n  build:\n    steps:\n      - uses: docker/metadata-action@v6\n        with:\n          images: ghcr.io/acme/api\n          tags: type=sha,prefix=\n      - uses: aquasecurity/trivy-action@0.33.1\n        with:\n          image-ref: ghcr.io/acme/api:${{ github.sha }}\n',
        line: 10,
      },
      {
        text: 'jobs:\n  meta:\n    steps:\n      - uses: docker/metadata-action@v6\n        with: {images: a/b}\n  scan:\n    steps:\n      - uses: anchore/scan-action@v7\n        with: {image: "a/b:${{ github.sha }}"}\n',
        line: 9,
      },
    ],
    good: [
      {
        text: 'jobs:\n  build:\n    steps:\n      - uses: docker/metadata-action@v6\n        with:\n          tags: type=sha,format=long,prefix=\n      - uses: aquasecurity/trivy-action@0.33.1\n        with:\n          image-ref: ghcr.io/acme/api:${{ github.sha }}\n',
      },
      {
        text: 'jobs:\n  build:\n    steps:\n      - uses: docker/metadata-action@v6\n        with: {tags: type=sha}\n      - uses: aquasecurity/trivy-action@0.33.1\n        with:\n          image-ref: ghcr.io/acme/api@${{ steps.build.outputs.digest }}\n',
      },
    ],
  },
}
