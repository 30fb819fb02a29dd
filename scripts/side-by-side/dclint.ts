import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join, relative } from 'node:path'
import type { Files, Ran } from './finding.ts'
import { outputOf } from './run-tool.ts'

interface Said {
  filePath: string
  messages: { rule: string; type: string; line: number; message: string }[]
}

export function dclint(program: string, { corpus, composes }: Files): Ran {
  // Into a pipe it writes only the first part of it.
  const scratch = mkdtempSync(join(tmpdir(), 'side-by-side-'))
  const answer = join(scratch, 'dclint.json')
  outputOf(program, ['--formatter', 'json', '--output-file', answer, ...composes], corpus)
  const said = JSON.parse(readFileSync(answer, 'utf8')) as Said[]
  rmSync(scratch, { recursive: true })
  return {
    tool: 'dclint',
    version: outputOf(program, ['--version'], corpus).stdout.trim(),
    command: 'dclint --formatter json <compose files>',
    findings: said.flatMap(({ filePath, messages }) => {
      const file = isAbsolute(filePath) ? relative(corpus, filePath) : filePath.replace(/^\.\//, '')
      return messages.map(({ rule, type, line, message }) => ({ rule, level: type, file, line, message }))
    }),
    skipped: [],
  }
}
