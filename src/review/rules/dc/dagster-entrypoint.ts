import type { ComposeRule } from '../../contract.ts'
import { isCodeLocation } from '../../model/dagster.ts'
import { placeIn } from '../../model/service.ts'

export const dagsterEntrypoint: ComposeRule = {
  id: 'dc/dagster-entrypoint',
  severity: 'improvement',
  reads: 'compose',
  title: "The code server is the image's entry point",
  why: 'A run launcher starts the same image with a command of its own for each run. It replaces command, not entrypoint: the container starts one more code server with odd arguments instead of the run.',
  fix: 'command: in place of entrypoint:.',
  sources: [],
  *find(view) {
    for (const { name, own } of view.compose.services)
      if (isCodeLocation(own.entrypoint)) yield { ...placeIn(view, name, 'entrypoint'), message: `${name}: a run's own command does not replace this.` }
  },
  examples: {
    bad: [
      {
        text: 'services:\n  code:\n    build: .\n    entrypoint: ["dagster", "api", "grpc", "-h", "0.0.0.0", "-p", "4000", "-m", "shop.definitions"]\n',
        line: 4,
      },
      { text: 'services:\n  code:\n    image: code:1\n    restart: always\n    entrypoint: dagster code-server start -h 0.0.0.0 -p 4000\n', line: 5 },
    ],
    good: [
      { text: 'services:\n  code:\n    build: .\n    command: ["dagster", "code-server", "start", "-p", "4000", "-m", "shop.definitions"]\n' },
      { text: 'services:\n  daemon:\n    build: .\n    entrypoint: ["dagster-daemon", "run"]\n' },
    ],
  },
}
