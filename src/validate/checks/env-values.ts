import { parseEnv } from '../env-file.ts'
import type { Finding, Written } from '../written.ts'

const file = '.env'

/** A `.env` that is there: are its values fit for the URLs that they become part of, and does it name all that is needed. Values are never shown. */
export function envValues(written: Written): readonly Finding[] {
  const text = written.text(file)
  if (text === null) return []
  const lines = parseEnv(text)
  const urlSafe = new Set(written.plan.variables.filter((variable) => variable.urlSafe).map((variable) => variable.name))
  const unsafe = lines
    .filter(({ name, value }) => urlSafe.has(name) && /[^A-Za-z0-9._~-]/.test(value))
    .map(({ name, value, line }): Finding => {
      const signs = [...new Set(value.match(/[^A-Za-z0-9._~-]/gu))].map((sign) => (sign === ' ' ? 'a space' : sign)).join(' ')
      return {
        ok: false,
        detail: `${name} becomes part of a URL and holds ${signs}: use letters, digits, . _ ~ - only (and change it in the database too, where that is made already)`,
        at: { file, line },
      }
    })
  const elsewhere = new Set(written.plan.variables.filter((variable) => variable.elsewhere).map((variable) => variable.name))
  const own = lines
    .filter(({ name, value }) => elsewhere.has(name) && /(@|\/\/)(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/.test(value))
    .map(({ name, line }): Finding => ({
      ok: false,
      detail: `${name} points to this machine, which in a container is the container itself: write host.docker.internal`,
      at: { file, line },
    }))
  const named = new Set(lines.map((line) => line.name))
  const missing = written.plan.variables.filter((variable) => variable.required && !named.has(variable.name)).map((variable) => variable.name)
  if (missing.length === 0) return [...unsafe, ...own]
  // Not a fault of the files: a person's `.env` is theirs, and one command adds what it lacks.
  return [
    ...unsafe,
    ...own,
    {
      ok: null,
      detail: `.env has no ${missing.join(', ')}: run make env, or take them over from .env.example`,
      at: { file, line: Math.max(1, text.split('\n').length) },
    },
  ]
}
