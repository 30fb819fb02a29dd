// Runs `review` beside other tools over the Docker files of a folder of repositories and writes docs/side-by-side.md. Nothing of the repositories is
// built or run. A tool that is not given is left out, and said so.
//
//   npm run build && node --import tsx scripts/side-by-side/run.ts <folder of repositories> [--hadolint <program>] [--dclint <program>]
//     [--checkov <program>] [--trivy-checks <program>,<folder of the checks>] [--buildkit [<image that stands in for all bases>]]
//     [--cli <dist/cli.js>] [--before]   keep the figures as those in front of the changes
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildkit } from './buildkit.ts'
import { checkov } from './checkov.ts'
import { compared } from './compared.ts'
import { filesOf } from './corpus.ts'
import { dclint } from './dclint.ts'
import { pageOf } from './document.ts'
import { hadolint } from './hadolint.ts'
import { judgements } from './judged.ts'
import { ours } from './ours.ts'
import { trivy } from './trivy.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    hadolint: { type: 'string' },
    dclint: { type: 'string' },
    checkov: { type: 'string' },
    'trivy-checks': { type: 'string' },
    buildkit: { type: 'string' },
    cli: { type: 'string', default: join(import.meta.dirname, '../../dist/cli.js') },
    before: { type: 'boolean', default: false },
    verbose: { type: 'boolean', short: 'v', default: false },
  },
})
const [corpus] = positionals
if (corpus === undefined) throw new Error('usage: run.ts <folder of repositories> [--hadolint <program>] …')
const files = filesOf(resolve(corpus))
const [program, checks] = values['trivy-checks']?.split(',') ?? []
const others = [
  values.hadolint && hadolint(values.hadolint, files),
  values.buildkit && buildkit(values.buildkit === 'none' ? null : values.buildkit, files),
  values.dclint && dclint(values.dclint, files),
  values.checkov && checkov(values.checkov, files),
  program && checks && trivy(program, checks, files),
].flatMap((one) => (one ? [one] : []))
const result = compared(files, ours(resolve(values.cli), files), others, judgements())
if (values.before) writeFileSync(join(import.meta.dirname, 'before.json'), `${JSON.stringify(result.figures, null, 2)}\n`)
else writeFileSync(join(import.meta.dirname, '../../docs/side-by-side.md'), await pageOf(result))
console.log(result.figures)
if (values.verbose) for (const line of result.open) console.log(line)
