import { at, type DockerfileRule } from '../../contract.ts'
import { uvInstallsWithout } from '../../model/uv-installs.ts'

export const uvBytecode: DockerfileRule = {
  id: 'df/uv-bytecode',
  severity: 'improvement',
  strict: true,
  reads: 'dockerfile',
  title: 'uv installs without bytecode',
  why: 'pip compiles what it installs, uv does not: an app whose user may not write beside its packages compiles them anew at each start, which takes two to three times as long.',
  fix: 'ENV UV_COMPILE_BYTECODE=1 in the stage that installs, or --compile-bytecode.',
  sources: ['https://docs.astral.sh/uv/guides/integration/docker/'],
  *find(view) {
    for (const { installs } of uvInstallsWithout(view, 'UV_COMPILE_BYTECODE', ['--compile-bytecode', '--compile']))
      yield { ...at(view, installs[0]!.install.verb), message: `What uv installs here is compiled at each start.` }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nRUN uv sync --locked --no-dev\n', line: 2 },
      { text: 'FROM python:3.13-slim-trixie AS build\nENV UV_LINK_MODE=copy\nRUN uv pip install --system -r requirements.txt\n', line: 3 },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie AS base\nENV UV_COMPILE_BYTECODE=1\nFROM base\nRUN uv sync --locked --no-dev\n' },
      { text: 'FROM python:3.13-slim-trixie\nRUN uv sync --locked --no-dev --compile-bytecode\n' },
      { text: 'FROM python:3.13-slim-trixie\nRUN pip install -r requirements.txt\n' },
    ],
  },
}
