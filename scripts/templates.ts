/**
 * Compiles `templates/` and `partials/` to one module, so that a run neither reads nor parses them.
 * The text of the partials goes into a second module, which is loaded only where a person overrides one.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Handlebars from 'handlebars'

// noEscape: nothing here is HTML. strict: a name that a view lacks is our mistake and must not render as nothing.
const options = { noEscape: true, strict: true, preventIndent: false, knownHelpersOnly: true }

function sources(folder: string): [name: string, text: string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.hbs') && !path.startsWith('contribute'))
    .sort()
    .map((path) => [path.replaceAll('\\', '/').replace(/\.hbs$/, ''), readFileSync(join(folder, path), 'utf8')])
}

const compiled = (folder: string) =>
  sources(folder).map(([name, text]) => `  ${JSON.stringify(name)}: ${Handlebars.precompile(text, options) as unknown as string},`)

mkdirSync('.generated', { recursive: true })
writeFileSync(
  '.generated/templates.js',
  `export const templates = {\n${compiled('templates').join('\n')}\n}\nexport const partials = {\n${compiled('partials').join('\n')}\n}\n`,
)
writeFileSync(
  '.generated/templates.d.ts',
  'type Specification = object\nexport const templates: Readonly<Record<string, Specification>>\nexport const partials: Readonly<Record<string, Specification>>\n',
)
