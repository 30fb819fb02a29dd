import { version } from '../../version.ts'
import type { Finding, Review } from '../index.ts'
import { linesOf } from '../model/lines.ts'

/** SARIF 2.1.0, as code scanning takes it; fixes that are mechanical come along as replacements. */
export function sarifText({ findings, texts }: Review): string {
  const rules = [...new Set(findings.map((one) => one.rule))]
  const driver = {
    name: 'create-dockerize',
    version: version(),
    rules: rules.map((rule) => ({
      id: rule.id,
      shortDescription: { text: rule.title },
      fullDescription: { text: rule.why },
      help: { text: rule.fix },
      defaultConfiguration: { level: levelOf(rule.severity) },
      properties: { sources: rule.sources },
    })),
  }
  const results = findings.map((finding) => ({
    ruleId: finding.rule.id,
    ruleIndex: rules.indexOf(finding.rule),
    level: levelOf(finding.severity),
    message: { text: `${finding.message} Fix: ${finding.fix}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(finding.file) },
          region: { startLine: finding.line, ...(finding.column === null ? {} : { startColumn: finding.column }) },
        },
      },
    ],
    ...(finding.edits.length === 0 ? {} : { fixes: [fixOf(finding, texts.get(finding.file)!)] }),
  }))
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [{ tool: { driver }, results }] }
  return `${JSON.stringify(log, null, 2)}\n`
}

function levelOf(severity: Finding['severity']): 'error' | 'warning' {
  return severity === 'critical' ? 'error' : 'warning'
}

function fixOf({ file, fix, edits }: Finding, text: string) {
  const { positionOf } = linesOf(text)
  const replacements = edits.map(({ from, to, text: inserted }) => {
    const start = positionOf(from)
    const end = positionOf(to)
    return {
      deletedRegion: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
      insertedContent: { text: inserted },
    }
  })
  return { description: { text: fix }, artifactChanges: [{ artifactLocation: { uri: encodeURI(file) }, replacements }] }
}
