import type { ComposeRule } from '../../contract.ts'
import { environmentOf, placeIn } from '../../model/service.ts'

export const passwordTwice: ComposeRule = {
  id: 'dc/password-twice',
  severity: 'improvement',
  reads: 'compose',
  title: 'A password is a secret in one variable and plain in another',
  why: 'The file keeps it out of docker inspect, and an address that carries it too puts it back; an image that reads both takes the plain one.',
  fix: 'The address without the password, which the program reads from the file; or no file.',
  sources: ['CIS 4.10'],
  *find(view) {
    for (const { name, own, merged } of view.compose.services) {
      const all = environmentOf(merged)
      for (const { name: variable, value, keys } of environmentOf(own)) {
        if (!/PASSWORD_FILE$/.test(variable) || !value) continue
        const plain = all.find((one) => one.name === variable.replace(/_FILE$/, '') || /^[a-z][a-z0-9+.-]*:\/\/[^/@\s]*:[^@\s]+@/i.test(one.value ?? ''))
        if (plain?.value) yield { ...placeIn(view, name, ...keys), message: `${plain.name} of ${name} has the password all the same.` }
      }
    }
  },
  examples: {
    bad: [
      {
        path: 'compose.prod.yaml',
        text: 'services:\n  web:\n    environment:\n      DB_PASSWORD_FILE: /run/secrets/db\n',
        line: 4,
        beside: { 'compose.yaml': 'services:\n  web:\n    build: .\n    environment:\n      DATABASE_URL: postgresql://app:${DB_PASSWORD:-x}@db/app\n' },
      },
      {
        text: 'services:\n  db:\n    image: postgres:18\n    environment:\n      - POSTGRES_PASSWORD=${P:?}\n      - POSTGRES_PASSWORD_FILE=/run/secrets/db\n',
        line: 6,
      },
    ],
    good: [
      { text: 'services:\n  web:\n    image: web:1\n    environment:\n      DB_PASSWORD_FILE: /run/secrets/db\n      DATABASE_URL: postgresql://app@db/app\n' },
      { text: 'services:\n  web:\n    image: web:1\n    environment:\n      DATABASE_URL: postgresql://app:${DB_PASSWORD:?}@db/app\n' },
      {
        path: 'compose.prod.yaml',
        text: 'services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: !reset null\n      POSTGRES_PASSWORD_FILE: /run/secrets/db\n',
        beside: { 'compose.yaml': 'services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_PASSWORD: ${P:?}\n' },
      },
    ],
  },
}
