import type { Finding, Review } from '../index.ts'
import { contextLines } from './contexts.ts'

/** For a pull request or an issue. */
export function markdownText({ findings, good, contexts }: Review): string {
  const group = (severity: Finding['severity'], row: (one: Finding) => string): string[] => {
    const rows = findings.filter((one) => one.severity === severity).map(row)
    return rows.length > 0 ? rows : ['Nothing.']
  }
  return [
    '## Review',
    '',
    '### Critical',
    '',
    ...group('critical', (one) => `- ${place(one)} **${one.message}** ${one.rule.why} → ${one.fix} (\`${one.rule.id}\`)`),
    '',
    '### Improvements',
    '',
    ...group('improvement', (one) => `- ${place(one)} ${one.message} → ${one.fix} (\`${one.rule.id}\`)`),
    '',
    '### Good',
    '',
    ...(good.length > 0 ? good.map((one) => `- ${place(one)} ${one.message}`) : ['Nothing.']),
    '',
    ...(contexts.length > 0 ? [...contextLines(contexts).map((line) => `- ${line}`), ''] : []),
  ].join('\n')
}

function place({ file, line }: { file: string; line: number }): string {
  return `\`${file}:${line}\``
}
