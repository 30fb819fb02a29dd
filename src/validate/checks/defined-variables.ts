import { parseEnv } from '../env-file.ts'
import type { Finding, Written } from '../written.ts'

const example = '.env.example'
/** Set by the shell or by docker compose itself. */
const given = /^(COMPOSE_.*|HOME|PWD|USER)$/

/** Each variable that a compose file reads is in `.env.example`, where people look for what there is to set. */
export function definedVariables(written: Written): readonly Finding[] {
  if (written.compose.size === 0) return []
  const text = written.text(example)
  const names = new Set(text === null ? [] : parseEnv(text).map((line) => line.name))
  const found = new Map<string, Finding>()
  for (const file of written.compose.values()) {
    for (const { name, hasDefault, line } of variablesIn(file.text)) {
      if (names.has(name) || given.test(name) || found.has(name)) continue
      // Without an `.env.example` (left out by choice) only what nothing gives a value for is amiss.
      if (text === null && hasDefault) continue
      found.set(name, {
        // Left out by choice: said, and no fault of what was written.
        ok: text === null && !written.plan.outputs.includes('env') ? null : false,
        detail: `\${${name}} is used, and ${text === null ? `has no default, and there is no ${example}` : `${example} does not name it`}`,
        at: { file: file.path, line },
      })
    }
  }
  return [...found.values()]
}

/** Every `$X` and `${X…}` of a compose file; `$$` is a plain dollar, comments are none of compose's business. */
export function variablesIn(text: string): { name: string; hasDefault: boolean; line: number }[] {
  return text.split('\n').flatMap((content, at) => {
    const code = content.replace(/(^|\s)#.*$/, '')
    return [...code.matchAll(/\$\$|\$\{([A-Za-z_][A-Za-z0-9_]*)(:?[-+?])?|\$([A-Za-z_][A-Za-z0-9_]*)/g)].flatMap(([, braced, operator, bare]) => {
      const name = braced ?? bare
      return name === undefined ? [] : [{ name, hasDefault: operator !== undefined && !operator.endsWith('?'), line: at + 1 }]
    })
  })
}
