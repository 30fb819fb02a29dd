import type { Review } from '../index.ts'

/** Commands of GitHub's runner, which it shows as annotations at their lines. */
export function githubText({ findings }: Review): string {
  return findings
    .map(({ severity, file, line, column, rule, message, fix }) => {
      const place = [`file=${property(file)}`, `line=${line}`, ...(column === null ? [] : [`col=${column}`]), `title=${property(rule.id)}`]
      return `::${severity === 'critical' ? 'error' : 'warning'} ${place.join(',')}::${data(`${message} Fix: ${fix}`)}\n`
    })
    .join('')
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
