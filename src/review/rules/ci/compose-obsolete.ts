import type { WorkflowRule } from '../../contract.ts'
import { stepsIn } from '../../model/workflow.ts'

const obsolete: readonly { text: RegExp; message: string }[] = [
  {
    text: /(^|[\s;&|(])docker-compose\s+(-|up|down|build|run|exec|pull|config|ps|logs)/,
    message: 'docker-compose is the first version, which runners have no longer: docker compose.',
  },
  { text: /\bdocker compose\b.*\bbuild\b.*\s--parallel\b/, message: 'docker compose builds side by side anyway; --parallel does nothing.' },
  { text: /\bDOCKER_BUILDKIT=1\s+docker\b/, message: 'BuildKit is what docker builds with; the variable does nothing.' },
]

export const composeObsolete: WorkflowRule = {
  id: 'ci/compose-obsolete',
  severity: 'improvement',
  reads: 'workflow',
  title: 'A command of an earlier docker',
  why: 'The first version of compose was removed from the runners in 2024, and what the others switch on has long been the default: a reader looks for a reason that is not there.',
  fix: 'docker compose build; docker build.',
  sources: [],
  *find(view) {
    const lines = view.text.split('\n')
    for (const { step, keys } of stepsIn(view)) {
      if (typeof step.run !== 'string') continue
      for (const command of step.run.split('\n')) {
        const found = command.trimStart().startsWith('#') ? undefined : obsolete.find((one) => one.text.test(command))
        const from = view.yaml.place(...keys, 'run').line - 1
        const line = found ? lines.findIndex((text, index) => index >= from && text.includes(command.trim())) : -1
        if (found && line >= 0) yield { line: line + 1, message: found.message }
      }
    }
  },
  examples: {
    bad: [
      { text: 'on: push\njobs:\n  build:\n    steps:\n      - run: docker compose build --parallel\n', line: 5 },
      { text: 'on: push\njobs:\n  test:\n    steps:\n      - name: up\n        run: |\n          # start\n          docker-compose up -d\n', line: 8 },
    ],
    good: [
      { text: 'on: push\njobs:\n  build:\n    steps:\n      - run: docker compose build\n' },
      { text: 'on: push\njobs:\n  build:\n    steps:\n      - run: docker compose -f docker-compose.yml up -d --wait\n' },
    ],
  },
}
