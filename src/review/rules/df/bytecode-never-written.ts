import { at, type DockerfileRule } from '../../contract.ts'
import { installsIn } from '../../model/build-tools.ts'
import { sourcesOf } from '../../model/context.ts'
import { commandsIn, history, pairsOf } from '../../model/dockerfile.ts'

export const bytecodeNeverWritten: DockerfileRule = {
  id: 'df/bytecode-never-written',
  severity: 'improvement',
  strict: true,
  reads: 'dockerfile',
  title: "The program's own modules are compiled at every start",
  why: 'UV_COMPILE_BYTECODE compiles what uv installs. Source that is only copied is compiled when it is imported, and with PYTHONDONTWRITEBYTECODE that is thrown away each time.',
  fix: 'Install the project itself too (uv sync --no-editable), or run python -m compileall on it.',
  sources: [],
  *find(view) {
    const { final } = view
    if (!final) return
    const all = history(final)
    const settings = all.filter((one) => one.name === 'ENV').flatMap(pairsOf)
    const never = settings.find((one) => one.name === 'PYTHONDONTWRITEBYTECODE' && one.value !== '')
    if (!never || !view.file.instructions.some((one) => one.name === 'ENV' && pairsOf(one).some((pair) => pair.name === 'UV_COMPILE_BYTECODE'))) return
    const syncs = installsIn(view.file.instructions).filter(({ install }) => install.by === 'uv' && install.verb.text === 'sync')
    const installed = syncs.length === 0 || syncs.some(({ install }) => !install.says('--no-install-project', '--no-install-workspace'))
    const compiled = all.some((one) => one.name === 'RUN' && commandsIn(one).some((command) => command.words.some((word) => word.text === 'compileall')))
    if (installed || compiled || !all.some((one) => sourcesOf(one).some((source) => !/\.(toml|lock|txt)$/.test(source.path)))) return
    yield { ...at(view, never.word), message: 'What is copied here is compiled anew by every container that starts.' }
  },
  examples: {
    bad: [
      {
        text: 'FROM python:3.13-slim-trixie\nENV UV_COMPILE_BYTECODE=1 \\\n    PYTHONDONTWRITEBYTECODE=1\nCOPY pyproject.toml uv.lock ./\nRUN uv sync --locked --no-install-project\nCOPY app ./app\n',
        line: 3,
      },
      {
        text: 'FROM python:3.13-slim-trixie AS builder\nENV UV_COMPILE_BYTECODE=1\nRUN uv sync --locked --no-install-project\nFROM python:3.13-slim-trixie\nENV PYTHONDONTWRITEBYTECODE=1\nCOPY --from=builder /app/.venv /app/.venv\nCOPY . .\n',
        line: 5,
      },
    ],
    good: [
      {
        text: 'FROM python:3.13-slim-trixie\nENV UV_COMPILE_BYTECODE=1 PYTHONDONTWRITEBYTECODE=1\nRUN uv sync --locked --no-install-project\nCOPY . .\nRUN uv sync --locked --no-editable\n',
      },
      { text: 'FROM python:3.13-slim-trixie\nENV UV_COMPILE_BYTECODE=1\nRUN uv sync --locked --no-install-project\nCOPY . .\n' },
    ],
  },
}
