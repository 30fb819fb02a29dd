/** Puts the table of options into README.md, from the one in src/flags.ts. `npm run readme` */
import { readFileSync, writeFileSync } from 'node:fs'
import { flagsMarkdown } from '../src/command-line/help.ts'

const text = readFileSync('README.md', 'utf8')
writeFileSync(
  'README.md',
  text.replace(/(<!-- options: [^>]*-->\n)[\s\S]*?(<!-- \/options -->)/, (_, start: string, end: string) => `${start}\n${flagsMarkdown()}\n${end}`),
)
