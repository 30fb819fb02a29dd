/** Writes docs/rules.md, the page of all review rules, from the rules themselves. `npm run rules` */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import prettier from 'prettier'
import { explained } from '../src/review/output/explain.ts'
import { rules } from '../src/review/rules/index.ts'

const folders: readonly (readonly [string, string])[] = [
  ['any', 'Any file'],
  ['df', 'Dockerfile'],
  ['dc', 'Compose'],
  ['di', 'Ignore file'],
  ['dv', 'Dev container'],
  ['ci', 'Workflow'],
]

/** The page as it must be. */
export async function rulesPage(): Promise<string> {
  const parts = folders.map(([folder, title]) => {
    const own = rules.filter((rule) => rule.id.startsWith(`${folder}/`))
    const rows = own.map((rule) => `| [${rule.id}](#${rule.id.replace('/', '')}) | ${rule.severity} | ${rule.title} |`)
    return [`**${title}**`, '', '| rule | severity | what is wrong |', '| --- | --- | --- |', ...rows, ''].join('\n')
  })
  const text = [
    '<!-- made from src/review/rules by `npm run rules` -->',
    '',
    '# Rules of `create-dockerize review`',
    '',
    `${rules.length} rules. \`create-dockerize review --explain <rule>\` prints the same text. A comment \`# dockerize-ignore <rule> <reason>\` above a part of a file takes the rule back for that part; hadolint's and BuildKit's own comments count too.`,
    '',
    ...parts,
    ...rules.map((rule) => explained(rule)),
  ].join('\n')
  return prettier.format(text, { ...(await prettier.resolveConfig('docs/rules.md')), parser: 'markdown', embeddedLanguageFormatting: 'off' })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync('docs/rules.md', await rulesPage())
