import { isRecord } from '../../../validate/compose.ts'
import type { ComposeRule } from '../../contract.ts'
import { besides } from '../../model/compose.ts'
import { placeIn } from '../../model/service.ts'

export const envFileMissing: ComposeRule = {
  id: 'dc/env-file-missing',
  severity: 'critical',
  reads: 'compose',
  title: 'An env_file that is not there',
  why: 'Compose refuses to do anything, even docker compose config: on a fresh clone nothing starts.',
  fix: '{path: …, required: false}, and an example of the file in git.',
  sources: [],
  *find(view) {
    for (const { name, own } of view.compose.services) {
      for (const [index, one] of [own.env_file].flat().entries()) {
        const path = typeof one === 'string' ? one : isRecord(one) && one.required !== false && typeof one.path === 'string' ? one.path : null
        if (path === null || /[$~]|^\//.test(path)) continue
        const file = besides(view.path, path)
        if (file.startsWith('../') || view.project.has(file)) continue
        yield { ...placeIn(view, name, 'env_file', ...(Array.isArray(own.env_file) ? [index] : [])), message: `${name} wants ${path}, which is not there.` }
      }
    }
  },
  examples: {
    bad: [
      { text: 'services:\n  web:\n    image: web:1\n    env_file:\n      - app.env\n', line: 5 },
      { text: 'services:\n  web:\n    image: web:1\n    env_file: ./config/.env\n', line: 4, beside: { 'config/.env.example': '' } },
    ],
    good: [
      { text: 'services:\n  web:\n    image: web:1\n    env_file:\n      - path: app.env\n        required: false\n' },
      { text: 'services:\n  web:\n    image: web:1\n    env_file: app.env\n', beside: { 'app.env': 'A=1\n' } },
    ],
  },
}
