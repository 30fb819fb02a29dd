import { commands } from '../commands.ts'
import { flags, type Flag } from '../flags.ts'

const groups: Readonly<Record<Flag['group'], string>> = { answers: 'Answers', review: 'Reviewing', refine: 'Refining', writing: 'Writing', output: 'Output' }

/** The whole help as plain text, at most 80 columns wide. */
export function helpText(): string {
  const usage = commands.map((command) => [
    `  create-dockerize ${[command.name, command.arguments, '[options]'].filter(Boolean).join(' ')}`,
    `      ${command.summary}`,
  ])
  const shown = flags.filter((flag) => !isFileFlag(flag))
  const width = Math.max(...shown.map((flag) => left(flag).length))
  const tables = (Object.keys(groups) as Flag['group'][]).map((group) => [
    '',
    `${groups[group]}`,
    ...shown.filter((flag) => flag.group === group).flatMap((flag) => row(left(flag), flag.help, width)),
  ])
  return [
    'Looks at your project and writes the Docker set-up for it.',
    '',
    '  npm create dockerize@latest [directory] -- [options]',
    ...usage.flat(),
    '',
    'A folder that is named like a command is written ./detect.',
    ...tables.flat(),
    '',
    'Exit codes: 0 done, 1 something in the project or on the machine, 2 the command',
    'line or a missing answer, 70 a bug of ours, 130 and 143 stopped.',
    '',
  ].join('\n')
}

/** The README's table of options, as Markdown. */
export function flagsMarkdown(): string {
  const rows = flags
    .filter((flag) => !isFileFlag(flag))
    .map((flag) => `| \`${left(flag).trim().replaceAll('|', '\\|')}\` | ${flag.help.replaceAll('|', '\\|').replaceAll('<', '&lt;')} |`)
  return ['| option | meaning |', '| --- | --- |', ...rows].join('\n') + '\n'
}

/** `--no-makefile` and its like are one line of the help, not nine. */
function isFileFlag(flag: Flag): boolean {
  return flag.name.startsWith('no-') && flag.group === 'answers'
}

function left(flag: Flag): string {
  const name = flag.value === 'onOff' ? `--[no-]${flag.name}` : `--${flag.name}`
  return `${flag.short ? `-${flag.short}, ` : '    '}${name}${flag.placeholder ? ` <${flag.placeholder}>` : ''}`
}

function row(label: string, help: string, width: number): string[] {
  const [first = '', ...rest] = wrap(help, 78 - width - 2)
  return [`  ${label.padEnd(width)}  ${first}`, ...rest.map((line) => `  ${' '.repeat(width)}  ${line}`)]
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
