import { at, type DockerfileRule } from '../../contract.ts'
import { copiesFrom } from '../../model/copies-from.ts'

export const copyFromSelf: DockerfileRule = {
  id: 'df/copy-from-self',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'A stage copies from itself',
  why: 'It is not built yet: docker calls it a circular dependency and stops.',
  fix: 'Copy with RUN cp, or name the stage that was meant.',
  sources: ['DL3023', 'DS-0006'],
  *find(view) {
    for (const { instruction, stage, into, source } of copiesFrom(view.file))
      if (stage === into) yield { ...at(view, instruction), message: `This is stage ${source}.` }
  },
  examples: {
    bad: [
      { text: 'FROM node:24-slim AS web\nCOPY --from=web /a /b\n', line: 2 },
      { text: 'FROM debian:trixie-slim\nFROM debian:trixie-slim\nRUN --mount=type=bind,from=1,target=/x true\n', line: 3 },
    ],
    good: [{ text: 'FROM node:24-slim AS web\nFROM node:24-slim\nCOPY --from=web /a /b\n' }, { text: 'FROM node:24-slim AS web\nCOPY a /b\n' }],
  },
}
