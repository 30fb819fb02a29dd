import type { Files, Ran } from './finding.ts'
import { outputOf } from './run-tool.ts'

interface Said {
  results?: { failed_checks: { check_id: string; check_name: string; repo_file_path: string; file_abs_path: string; file_line_range: [number, number] }[] }
}

/** It has no rules for compose files. */
export function checkov(program: string, { corpus, dockerfiles }: Files): Ran {
  const args = ['--framework', 'dockerfile', '--output', 'json', '--quiet', '--compact', '--skip-download']
  const json = JSON.parse(outputOf(program, [...args, ...dockerfiles.flatMap((file) => ['--file', file])], corpus).stdout) as Said | Said[]
  const said = [json].flat()
  return {
    tool: 'checkov',
    version: outputOf(program, ['--version'], corpus).stdout.trim(),
    command: `checkov ${args.join(' ')} --file <Dockerfile> …`,
    findings: said.flatMap(({ results }) =>
      (results?.failed_checks ?? []).map((one) => ({
        rule: one.check_id,
        level: 'failed',
        file: one.file_abs_path.slice(one.file_abs_path.indexOf(corpus) + corpus.length + 1),
        line: one.file_line_range[0],
        message: one.check_name,
      })),
    ),
    skipped: [],
  }
}
