import { isRecord } from '../../../validate/compose.ts'
import type { ComposeRule } from '../../contract.ts'
import { familyOf, placeIn } from '../../model/service.ts'

export const secretsModeIgnored: ComposeRule = {
  id: 'dc/secrets-mode-ignored',
  severity: 'improvement',
  reads: 'compose',
  title: 'Owner and mode of a secret that come from the file itself',
  why: 'A secret from a file is mounted as it lies on the machine: compose ignores uid, gid and mode, and a user who may not read the file there may not read it in the container.',
  fix: 'environment: in place of file: at the top, or a file that the user of the container may read.',
  sources: [],
  *find(view) {
    const defined = Object.assign({}, ...familyOf(view.compose).map((one) => (isRecord(one.top.secrets) ? one.top.secrets : {}))) as Record<string, unknown>
    for (const { name, own } of view.compose.services) {
      for (const [index, one] of (Array.isArray(own.secrets) ? (own.secrets as unknown[]) : []).entries()) {
        if (!isRecord(one) || typeof one.source !== 'string') continue
        const secret = defined[one.source]
        const keys = ['uid', 'gid', 'mode'].filter((key) => one[key] !== undefined)
        if (keys.length > 0 && isRecord(secret) && secret.file !== undefined)
          yield { ...placeIn(view, name, 'secrets', index), message: `${keys.join(', ')} of ${one.source}: ignored, since it is a file.` }
      }
    }
  },
  examples: {
    bad: [
      {
        text: 'services:\n  web:\n    image: web:1\n    secrets:\n      - source: key\n        mode: 0400\nsecrets:\n  key:\n    file: ./key.txt\n',
        line: 5,
      },
      {
        text: 'secrets:\n  key: {file: ./key.txt}\nservices:\n  web:\n    image: web:1\n    secrets:\n      - other\n      - {source: key, target: k, uid: "10001", gid: "10001"}\n',
        line: 8,
      },
    ],
    good: [
      { text: 'services:\n  web:\n    image: web:1\n    secrets:\n      - source: key\n        mode: 0400\nsecrets:\n  key:\n    environment: KEY\n' },
      { text: 'services:\n  web:\n    image: web:1\n    secrets: [key]\nsecrets:\n  key:\n    file: ./key.txt\n' },
    ],
  },
}
