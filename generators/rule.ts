import type { PlopGeneratorConfig } from 'plop'
import { camelCase } from './contribute.ts'

/** What a rule of each folder reads, its type in the contract, and the shortest file of that kind, as it stands in a literal. */
const kinds = {
  df: { reads: 'dockerfile', type: 'DockerfileRule', sample: 'FROM debian:trixie-slim\\n', mark: '#' },
  dc: { reads: 'compose', type: 'ComposeRule', sample: 'services: {}\\n', mark: '#' },
  di: { reads: 'ignore', type: 'IgnoreRule', sample: '.git\\n', mark: '#' },
  dv: { reads: 'devcontainer', type: 'ContainerRule', sample: '{}\\n', mark: '//' },
  ci: { reads: 'workflow', type: 'WorkflowRule', sample: 'jobs: {}\\n', mark: '#' },
} as const

type Kind = keyof typeof kinds

const form = /^(df|dc|di|dv|ci)\/([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/

/** For contributors: a new rule of the review as a file to fill in, with its examples, and its lines in the index. */
export const rule: PlopGeneratorConfig = {
  description: 'a new rule of the review: src/review/rules/<id>.ts and its index lines',
  prompts: [
    {
      type: 'input',
      name: 'id',
      message: 'Its id (df/… Dockerfile, dc/… compose, di/… ignore file, dv/… dev container, ci/… workflow)',
      validate: (value: string) => form.test(value) || 'a folder and lower case words with dashes, like df/no-root-user',
    },
    { type: 'input', name: 'title', message: 'What is wrong, in a few words' },
    { type: 'list', name: 'severity', message: 'How bad it is', choices: ['improvement', 'critical'] },
  ],
  actions: (answers) => {
    const { id = '', title = '' } = answers as { id?: string; title?: string }
    const [, kind = 'df', word = ''] = form.exec(id) ?? []
    const name = camelCase(word)
    const data = { name, quoted: `'${title.replaceAll(/[\\']/g, '\\$&')}'`, ...kinds[kind as Kind] }
    return [
      { type: 'add', path: 'src/review/rules/{{id}}.ts', templateFile: 'templates/contribute/rule.ts.hbs', data },
      { type: 'modify', path: 'src/review/rules/index.ts', transform: (text: string) => withRule(text, id, name) },
      () => `next: fill in src/review/rules/${id}.ts, run its examples with npx vitest run --project unit test/review/rules.test.ts, then npm run rules`,
    ]
  },
}

/**
 * The index with a rule more: its import and its place in the list, both in the order in which rules are documented.
 * @throws Error where the index has another form, and for a rule that is there: a generator that changes nothing must not call that success.
 */
export function withRule(text: string, id: string, name: string): string {
  const imports = [...text.matchAll(/^import \{ (\w+) \} from '\.\/(.+)\.ts'\n/gm)].map(([line, as, path]) => ({ line, as: as!, path: path! }))
  if (imports.length === 0) throw new Error(`no rules were found in src/review/rules/index.ts: add ${name} by hand`)
  if (imports.some((one) => one.path === id || one.as === name)) throw new Error(`${id} or ${name} is there already`)
  const [folder] = id.split('/')
  const next = imports.findIndex((one) => one.path.startsWith(`${folder}/`) && one.path > id)
  const before = next > 0 ? imports[next - 1]! : (imports.findLast((one) => one.path.startsWith(`${folder}/`)) ?? imports.at(-1)!)
  const listed = new RegExp(`^  ${before.as},\\n`, 'm')
  if (!listed.test(text)) throw new Error(`${before.as} was not found in the list of src/review/rules/index.ts: add ${name} by hand`)
  return text.replace(before.line, `${before.line}import { ${name} } from './${id}.ts'\n`).replace(listed, (line) => `${line}  ${name},\n`)
}
