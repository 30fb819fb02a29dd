import type { Files, Ran } from './finding.ts'
import { outputOf } from './run-tool.ts'

interface Said {
  code: string
  level: string
  file: string
  line: number
  message: string
}

export function hadolint(program: string, { corpus, dockerfiles }: Files): Ran {
  const said = JSON.parse(outputOf(program, ['--format', 'json', ...dockerfiles], corpus).stdout) as Said[]
  return {
    tool: 'hadolint',
    version: outputOf(program, ['--version'], corpus).stdout.trim().split(' ').at(-1)!,
    command: 'hadolint --format json <Dockerfiles>',
    findings: said.map(({ code, level, file, line, message }) => ({ rule: code, level, file, line, message })),
    skipped: [],
  }
}
