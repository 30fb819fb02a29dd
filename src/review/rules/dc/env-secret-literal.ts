import type { ComposeRule } from '../../contract.ts'
import { environmentOf, isForDevelopment, placeIn } from '../../model/service.ts'
import { isLiteralSecret, isSecretName, passwordInUrl } from '../../model/secrets.ts'

export const envSecretLiteral: ComposeRule = {
  id: 'dc/env-secret-literal',
  severity: 'critical',
  reads: 'compose',
  title: 'A password stands in the file',
  why: 'It is in git for ever, the same on every machine, and shown by docker inspect.',
  fix: '${NAME:?say what to do} with the value in .env, which git ignores; or secrets: with a file.',
  sources: ['OWASP 12', 'CIS 4.10'],
  *find(view) {
    for (const { name, own } of view.compose.services) {
      for (const { name: variable, value, keys } of environmentOf(own)) {
        // An emulator of a cloud takes any key.
        const emulated =
          variable.startsWith('AWS_') && environmentOf(own).some((one) => one.name.startsWith('AWS_ENDPOINT_URL') && /^http:/.test(one.value ?? ''))
        if (value === null || emulated) continue
        const place = placeIn(view, name, ...keys)
        const severity = isForDevelopment(view.path) ? 'improvement' : 'critical'
        const fallback = /^\$\{\w+:?-([^}]*)\}$/.exec(value.trim())?.[1]
        if (passwordInUrl(value)) yield { ...place, severity, message: `${variable} of ${name} has its password in its address.` }
        else if (isSecretName(variable) && isLiteralSecret(value)) yield { ...place, severity, message: `${variable} of ${name} is written out.` }
        else if (isSecretName(variable) && fallback && isLiteralSecret(fallback))
          yield { ...place, severity: 'improvement', message: `${variable} of ${name} is "${fallback}" wherever nobody sets it.` }
      }
    }
  },
  *good(view) {
    for (const { name, own } of view.compose.services) {
      const demanded = environmentOf(own).find((one) => isSecretName(one.name) && /\$\{\w+:?\?/.test(one.value ?? ''))
      if (demanded) yield { line: placeIn(view, name, ...demanded.keys).line, message: 'passwords come from outside, and are demanded' }
    }
  },
  goodUnless: ['dc/env-required', 'dc/password-twice'],
  examples: {
    bad: [
      { text: 'services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_PASSWORD: secret\n', line: 5 },
      { text: 'services:\n  web:\n    image: web:1\n    environment:\n      - DATABASE_URL=postgresql://app:hunter2@db:5432/app\n', line: 5 },
      { text: 'x-env: &env\n  SECRET_KEY: "django-insecure-1"\nservices:\n  web:\n    image: web:1\n    environment:\n      <<: *env\n', line: 2 },
    ],
    good: [
      {
        text: 'services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_PASSWORD: ${DB_PASSWORD:?run make env}\n      POSTGRES_PASSWORD_FILE: /run/secrets/db\n',
      },
      { text: 'services:\n  web:\n    image: web:1\n    environment:\n      DATABASE_URL: postgresql://app:${DB_PASSWORD}@db/app\n      MAX_TOKENS: "4096"\n' },
    ],
  },
}
