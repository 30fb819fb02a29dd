import type { Example, Rule } from '../contract.ts'

const language: Readonly<Record<Rule['reads'], string>> = {
  any: 'text',
  dockerfile: 'dockerfile',
  compose: 'yaml',
  ignore: 'text',
  devcontainer: 'json',
  workflow: 'yaml',
}

/** All of one rule as Markdown: what, why, what to do, the wrong and the right form. The page of all rules is made of these. */
export function explained(rule: Rule): string {
  const notes = [rule.severity, ...(rule.strict ? ['with `--strict`'] : []), ...(rule.sources.length > 0 ? [`also: ${rule.sources.join(', ')}`] : [])]
  return [
    `## ${rule.id}`,
    '',
    `${rule.title}. (${notes.join('; ')})`,
    '',
    rule.why,
    '',
    `**Instead:** ${rule.fix}`,
    '',
    ...formOf('Wrong', rule, rule.examples.bad[0]),
    ...formOf('Right', rule, rule.examples.good[0]),
  ].join('\n')
}

function formOf(title: string, rule: Rule, { text, beside }: Example): string[] {
  const others = Object.entries(beside ?? {}).map(
    ([path, content]) => `\`${path}\`${content.trim() === '' ? '' : ` with \`${content.trim().split('\n').join('`, `')}\``}`,
  )
  return [`${title}${others.length > 0 ? ` (beside ${others.join(', ')})` : ''}:`, '', `\`\`\`${language[rule.reads]}`, text.trimEnd(), '```', '']
}
