import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Files, Finding, Ran } from './finding.ts'
import { outputOf } from './run-tool.ts'

interface Said {
  findings: { rule: string; severity: string; file: string; line: number; message: string }[]
}

export interface OurFinding extends Finding {
  /** Said only with `--strict`. */
  strict: boolean
}

export interface OurRun extends Ran {
  findings: readonly OurFinding[]
}

/** `review --strict` in each repository, and what of it is said without `--strict` too. */
export function ours(cli: string, { corpus }: Files): OurRun {
  const findings = readdirSync(corpus, { withFileTypes: true }).flatMap((folder) => {
    if (!folder.isDirectory()) return []
    const said = (...more: string[]): Said['findings'] =>
      (JSON.parse(outputOf(process.execPath, [cli, 'review', '--format', 'json', ...more], join(corpus, folder.name)).stdout) as Said).findings
    const plain = new Set(said().map(keyOf))
    return said('--strict').map((one) => ({
      ...one,
      level: one.severity,
      file: `${folder.name}/${one.file}`,
      strict: !plain.has(keyOf(one)),
    }))
  })
  return {
    tool: 'review',
    version: outputOf(process.execPath, [cli, '--version'], corpus).stdout.trim(),
    command: 'create-dockerize review --format json --strict',
    findings,
    skipped: [],
  }
}

function keyOf({ rule, file, line, message }: Said['findings'][number]): string {
  return [rule, file, line, message].join('\n')
}
