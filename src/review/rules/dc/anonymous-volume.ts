import type { ComposeRule } from '../../contract.ts'
import { placeIn, volumesOf } from '../../model/service.ts'

export const anonymousVolume: ComposeRule = {
  id: 'dc/anonymous-volume',
  severity: 'improvement',
  reads: 'compose',
  title: 'A volume without a name',
  why: 'It survives docker compose up --build with what was in it: old packages stay after they were changed; and data in it is lost with docker compose down.',
  fix: 'A named volume for data; for packages, an environment outside of what is mounted (/opt/venv), or develop.watch.',
  sources: [],
  *find(view) {
    for (const { name, own } of view.compose.services)
      for (const { source, target, index } of volumesOf(own)) {
        if (source !== null || target === '' || target.startsWith('$')) continue
        const packages = /node_modules|\.venv|site-packages|vendor/.test(target)
        yield {
          ...placeIn(view, name, 'volumes', index),
          message: packages ? `${name} keeps the old ${target} after its packages have changed.` : `${target} of ${name} is lost with the container.`,
        }
      }
  },
  examples: {
    bad: [
      { text: 'services:\n  web:\n    build: .\n    volumes:\n      - .:/app\n      - /app/node_modules\n', line: 6 },
      { text: 'services:\n  db:\n    image: postgres:16\n    volumes:\n      - type: volume\n        target: /var/lib/postgresql/data\n', line: 5 },
    ],
    good: [
      { text: 'services:\n  web:\n    build: .\n    volumes:\n      - ./src:/app/src\n      - modules:/app/node_modules\n' },
      { text: 'services:\n  web:\n    build: .\n    volumes:\n      - type: tmpfs\n        target: /tmp\n' },
    ],
  },
}
