import { at, type DockerfileRule } from '../../contract.ts'
import { installsIn } from '../../model/build-tools.ts'
import { variablesAt } from '../../model/dockerfile.ts'

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
    for (const stage of view.file.stages) {
      // What images of others set cannot be seen; these set nothing of it.
      if (!/^(python|debian|ubuntu|ghcr\.io\/astral-sh\/uv|astral\/uv)$/.test(stage.base?.name ?? '')) continue
      if (variablesAt(view.file, stage).has('UV_COMPILE_BYTECODE')) continue
      const installs = installsIn(stage.instructions).filter(({ install }) => install.by === 'uv' && /^(sync|pip)$/.test(install.verb.text))
      const [first] = installs.filter(({ install }) => !install.says('--compile-bytecode', '--compile'))
      if (first) yield { ...at(view, first.install.verb), message: `What uv installs here is compiled at each start.` }
    }
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
