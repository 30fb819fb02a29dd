import { at, type DockerfileRule } from '../../contract.ts'
import { commandsIn, history, lastOf, variablesAt } from '../../model/dockerfile.ts'

export const uvRunCommand: DockerfileRule = {
  id: 'df/uv-run-cmd',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'The container installs packages when it starts',
  why: 'uv run locks and syncs first, development packages too and over the network: it fails where the user may not write the environment, and what runs is not what was built.',
  fix: 'ENV PATH=/app/.venv/bin:$PATH and the program itself in CMD; or uv run --no-sync.',
  sources: [],
  *find(view) {
    for (const stage of view.file.stages) {
      for (const name of ['ENTRYPOINT', 'CMD']) {
        const instruction = lastOf(stage, name)
        if (!instruction || !stage.instructions.includes(instruction)) continue
        const known = variablesAt(view.file, stage)
        for (const { words, name: program } of commandsIn(instruction)) {
          const [, run, ...more] = words.map((word) => word.text)
          if (run !== 'run' || !['uv', 'poetry', 'pipenv', 'pdm'].includes(program)) continue
          if (program === 'uv') {
            if (known.has('UV_NO_SYNC') || more.includes('--no-sync') || more.includes('--no-project')) continue
            yield {
              ...at(view, instruction),
              message: `uv run syncs the environment at each start${history(stage).some((one) => one.name === 'USER') ? ', as a user who may not write it' : ''}.`,
            }
          } else {
            const message = `${program} stays in the image and stands between docker and the program, for nothing but a PATH.`
            yield { ...at(view, instruction), severity: 'improvement', message, fix: 'Put the environment on PATH, and the program itself in CMD.' }
          }
        }
      }
    }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nUSER 10001\nCMD ["uv", "run", "uvicorn", "app.main:app"]\n', line: 3 },
      { text: 'FROM python:3.13-slim-trixie\nENTRYPOINT ["poetry", "run"]\nCMD ["python", "app.py"]\n', line: 2 },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie\nENV PATH=/app/.venv/bin:$PATH\nCMD ["uvicorn", "app.main:app"]\n' },
      { text: 'FROM python:3.13-slim-trixie\nENV UV_NO_SYNC=1\nCMD ["uv", "run", "uvicorn", "app.main:app"]\n' },
    ],
  },
}
