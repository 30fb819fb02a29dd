import type { Files, Finding, Ran } from './finding.ts'
import { outputOf } from './run-tool.ts'

/** Trivy's checks for Dockerfiles without trivy, by `trivy-checks/main.go`. */
export function trivy(program: string, checks: string, { corpus, dockerfiles }: Files): Ran {
  const { stdout, stderr } = outputOf(program, [checks, ...dockerfiles], corpus)
  const skipped = stderr.split('\n').flatMap((line) => {
    const file = dockerfiles.find((one) => line.startsWith(`${one} `))
    return file ? [{ file, why: line.slice(file.length + 1) }] : []
  })
  return {
    tool: 'trivy',
    version: `its checks ${/@(v[\d.]+)/.exec(checks)?.[1] ?? ''}`.trim(),
    command: 'trivy-checks <checks> <Dockerfiles>',
    findings: JSON.parse(stdout) as Finding[],
    skipped,
  }
}
