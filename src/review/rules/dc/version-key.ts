import type { ComposeRule } from '../../contract.ts'

export const versionKey: ComposeRule = {
  id: 'dc/version-key',
  severity: 'improvement',
  reads: 'compose',
  title: 'version: has no meaning any more',
  why: 'Compose warns of it at every call and reads nothing from it.',
  fix: 'Take the line out.',
  sources: ['no-version-field'],
  *find({ compose }) {
    const span = compose.yaml.span('version')
    if (!span?.key) return
    const { text } = compose.yaml
    const end = text.indexOf('\n', span.value.to)
    const line = text.slice(span.key.from, end < 0 ? text.length : end)
    // A line of its own: not in braces, no text over several lines, nothing that others refer to.
    const isAlone =
      (span.key.from === 0 || text[span.key.from - 1] === '\n') && !/\n|[|>]/.test(text.slice(span.key.from, span.value.to)) && !line.includes('&')
    yield {
      ...compose.yaml.place('version'),
      message: 'version: is obsolete.',
      edits: isAlone ? [{ from: span.key.from, to: end < 0 ? text.length : end + 1, text: '' }] : [],
    }
  },
  examples: {
    bad: [
      { text: 'version: "3.9"\nservices:\n  web:\n    image: nginx:1.29\n', line: 1 },
      { text: '# ours\nservices: {}\nversion: 3 # old\n', line: 3 },
    ],
    good: [{ text: 'services:\n  web:\n    image: nginx:1.29\n' }, { text: 'services:\n  web:\n    labels:\n      version: "3"\n' }],
  },
}
