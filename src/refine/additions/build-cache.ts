import type { WorkflowRule } from '../../review/contract.ts'
import { stepsIn } from '../../review/model/workflow.ts'

export const buildCache: WorkflowRule = {
  id: 'ci/build-cache',
  severity: 'improvement',
  reads: 'workflow',
  title: 'The machine that builds begins with an empty cache',
  why: 'Each run gets a new machine: without a cache that outlives it, every layer is built anew, also those that nothing changed.',
  fix: 'cache-from and cache-to, of the type gha, mode=max, and a scope for each image; docker/setup-buildx-action before it.',
  sources: [],
  *find(view) {
    const steps = stepsIn(view)
    const built = steps.filter(({ action }) => action === 'docker/build-push-action')
    const bare = built.filter((one) => one.with['cache-from'] === undefined && one.with['cache-to'] === undefined && one.with['no-cache'] === undefined)
    for (const one of bare) {
      // Docker's own driver cannot write such a cache.
      const driver = steps.some(({ job, action }) => job === one.job && action === 'docker/setup-buildx-action')
      const span = view.yaml.span(...one.keys, 'with')
      const edits = driver && span ? withCache(view.text, span.value, scopeOf(one.job, built.indexOf(one), built.length)) : []
      yield { ...view.yaml.place(...one.keys, 'uses'), message: `${one.job} builds every layer anew in each run.`, edits }
    }
  },
  examples: {
    bad: [
      {
        text: 'on: push\njobs:\n  image:\n    steps:\n      - uses: docker/setup-buildx-action@v3\n      - uses: docker/build-push-action@v6\n        with:\n          context: .\n          push: true\n',
        line: 6,
      },
      { text: 'on: push\njobs:\n  image:\n    steps:\n      - uses: docker/build-push-action@v6\n', line: 5 },
    ],
    good: [
      {
        text: 'on: push\njobs:\n  image:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          cache-from: type=gha\n          cache-to: type=gha,mode=max\n',
      },
      { text: 'on: push\njobs:\n  test:\n    steps:\n      - run: docker version\n' },
    ],
  },
}

/** Two images of one scope would throw out each other's layers. */
function scopeOf(job: string, index: number, count: number): string {
  return count === 1 ? '' : `,scope=${job}${index === 0 ? '' : `-${index + 1}`}`
}

function withCache(text: string, { from, to }: { from: number; to: number }, scope: string) {
  const start = text.lastIndexOf('\n', from - 1) + 1
  const indent = text.slice(start, from)
  // A block of its own, whose last line can be written after.
  if (!/^ +$/.test(indent)) return []
  const last = from + text.slice(from, to).trimEnd().length
  const end = text.indexOf('\n', last)
  const at = end < 0 ? text.length : text[end - 1] === '\r' ? end - 1 : end
  if (!/^\s*(#.*)?$/.test(text.slice(last, at)) || /[|>]\+/.test(text.slice(from, to))) return []
  return [{ from: at, to: at, text: `\n${indent}cache-from: type=gha${scope}\n${indent}cache-to: type=gha,mode=max${scope}` }]
}
