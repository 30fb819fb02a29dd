import type { Flag } from '../flags.ts'

const severities = () => Promise.resolve(['critical', 'improvement'])
const ruleIds = async () => (await import('../review/rules/index.ts')).rules.map((rule) => rule.id)

/** Which rules look at the files, and how it is told. */
export const reviewFlags: readonly Flag[] = [
  {
    name: 'format',
    value: 'text',
    placeholder: 'how',
    group: 'review',
    oneOf: () => Promise.resolve(['terminal', 'markdown', 'json', 'sarif', 'github']),
    help: 'terminal, markdown, json, sarif, or github (annotations in a workflow)',
  },
  {
    name: 'min',
    value: 'text',
    placeholder: 'severity',
    group: 'review',
    oneOf: severities,
    help: 'say only what is at least so severe: critical or improvement',
  },
  { name: 'fail-on', value: 'text', placeholder: 'severity', group: 'review', oneOf: severities, help: 'exit 1 from this severity on; critical' },
  { name: 'rule', value: 'list', placeholder: 'id', group: 'review', oneOf: ruleIds, help: 'only these rules' },
  { name: 'ignore', value: 'list', placeholder: 'id', group: 'review', oneOf: ruleIds, help: 'all rules but these' },
  { name: 'strict', value: 'switch', group: 'review', help: 'rules of taste too, and exit 1 for improvements' },
  { name: 'explain', value: 'text', placeholder: 'id', group: 'review', oneOf: ruleIds, help: 'why a rule is there, with its wrong and its right form' },
]
