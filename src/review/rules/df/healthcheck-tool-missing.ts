import { at, type DockerfileRule } from '../../contract.ts'
import { commandsIn, history } from '../../model/dockerfile.ts'
import { checkWithout, probesIn, urlIn } from '../../model/health.ts'
import { hasProgram } from '../../model/programs.ts'

export const healthcheckToolMissing: DockerfileRule = {
  id: 'df/healthcheck-tool-missing',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'The health check calls a program that the image lacks',
  why: 'The container never becomes healthy, and whatever waits for that never starts.',
  fix: "Ask with the image's own runtime: python -c with urllib, node -e with fetch; wget on Alpine.",
  sources: [],
  *find(view) {
    for (const stage of view.file.stages) {
      for (const check of stage.instructions.filter((one) => one.name === 'HEALTHCHECK')) {
        for (const probe of probesIn(commandsIn(check))) {
          if (hasProgram(stage, probe.name) !== false) continue
          const waiting = view.builds.flatMap(({ compose, service }) =>
            compose.services.filter((one) => waitsFor(one.merged.depends_on, service)).map((one) => one.name),
          )
          const also = waiting.length > 0 ? `, and ${waiting.join(', ')} wait${waiting.length === 1 ? 's' : ''} for it` : ''
          const has = (program: string): boolean | null => hasProgram(stage, program)
          yield {
            ...at(view, check),
            message: `HEALTHCHECK runs ${probe.name}; ${stage.base!.label} has none: never healthy${also}.`,
            fix: `${checkWithout(has, urlIn(probe))}.`,
          }
        }
        if (stage.base?.distribution === 'scratch' && commandsIn(check).length > 0 && !check.words[1]?.text.startsWith('['))
          yield {
            ...at(view, check),
            message: 'HEALTHCHECK runs in a shell; scratch has none: never healthy.',
            fix: 'Write it as a list, and call a program that was copied.',
          }
      }
    }
  },
  *good({ final }) {
    if (!final) return
    const check = history(final).findLast((one) => one.name === 'HEALTHCHECK')
    const [first] = check ? commandsIn(check) : []
    if (check && first && hasProgram(final, first.name)) yield { line: check.line, message: 'the health check calls what the image has' }
  },
  goodUnless: ['df/healthcheck-localhost'],
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nHEALTHCHECK --interval=30s \\\n    CMD curl -f http://localhost:8000/ || exit 1\n', line: 2 },
      { text: 'FROM node:24-trixie-slim AS base\nFROM base\nHEALTHCHECK CMD ["wget", "-qO-", "http://127.0.0.1:3000/"]\n', line: 3 },
      { text: 'FROM node:24-alpine3.23\nHEALTHCHECK CMD curl --fail http://127.0.0.1:3000/ || exit 1\n', line: 2 },
    ],
    good: [
      {
        text: 'FROM python:3.13-slim-trixie\nRUN apt-get update && apt-get install -y --no-install-recommends curl\nHEALTHCHECK CMD curl -f http://127.0.0.1:8000/ || exit 1\n',
      },
      { text: 'FROM node:24-alpine3.23\nHEALTHCHECK CMD wget -qO- http://127.0.0.1:3000/ || exit 1\n' },
      { text: 'FROM registry.example.com/base:1\nHEALTHCHECK CMD curl -f http://127.0.0.1:8000/\n' },
    ],
  },
}

function waitsFor(dependsOn: unknown, service: string): boolean {
  const how = typeof dependsOn === 'object' && dependsOn !== null ? (dependsOn as Record<string, { condition?: unknown } | null>)[service] : null
  return how?.condition === 'service_healthy'
}
