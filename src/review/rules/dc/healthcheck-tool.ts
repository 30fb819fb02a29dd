import type { ComposeRule } from '../../contract.ts'
import { checkWithout, probesIn, urlIn } from '../../model/health.ts'
import { hasProgram } from '../../model/programs.ts'
import { imageOf, placeIn, scriptOf, stageOf } from '../../model/service.ts'
import { commandsOf } from '../../model/shell.ts'

export const healthcheckTool: ComposeRule = {
  id: 'dc/healthcheck-tool',
  severity: 'critical',
  reads: 'compose',
  title: 'The health check calls a program that the image lacks',
  why: 'The service never becomes healthy, and whatever waits for that never starts.',
  fix: 'Ask with what the image has: its own client, python -c with urllib, node -e with fetch, wget on Alpine.',
  sources: [],
  *find(view) {
    for (const { name, own, merged } of view.compose.services) {
      const built = stageOf(view, name)
      const image = built ? null : imageOf(merged)
      const label = built?.stage.base?.label ?? image?.label
      if (!label) continue
      const has = (program: string): boolean | null => (built ? hasProgram(built.stage, program) : image!.has(program))
      for (const probe of probesIn(commandsOf({ text: scriptOf(own), offsetOf: (index) => index })))
        if (has(probe.name) === false)
          yield {
            ...placeIn(view, name, 'healthcheck', 'test'),
            message: `${name} is asked with ${probe.name}, and ${built ? `its image (${label})` : label} has none: never healthy.`,
            fix: `${checkWithout(has, urlIn(probe))}.`,
          }
    }
  },
  examples: {
    bad: [
      {
        text: 'services:\n  web:\n    build: .\n    healthcheck:\n      test: ["CMD", "curl", "-f", "http://localhost:8000/health"]\n',
        line: 5,
        beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nUSER 10001\n' },
      },
      { text: 'services:\n  db:\n    image: postgres:18\n    healthcheck:\n      test: curl -f http://127.0.0.1:5432 || exit 1\n', line: 5 },
    ],
    good: [
      {
        text: 'services:\n  web:\n    build: .\n    healthcheck:\n      test: ["CMD", "curl", "-f", "http://127.0.0.1/"]\n',
        beside: { Dockerfile: 'FROM nginx:1.29\n' },
      },
      {
        text: 'services:\n  db:\n    image: postgres:18\n    healthcheck:\n      test: [CMD, pg_isready, -h, 127.0.0.1]\n  x:\n    image: x:1\n    healthcheck: {test: [CMD, curl, "http://127.0.0.1"]}\n',
      },
    ],
  },
}
