export interface EnvLine {
  name: string
  value: string
  /** From 1. */
  line: number
}

/** The names and values of a `.env` as docker compose reads them: quotes taken off, comments after a space cut. The last of a name wins. */
export function parseEnv(text: string): EnvLine[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((content, at) => {
      const [, name, raw = ''] = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\s*[=:]\s*(.*)$/.exec(content) ?? []
      return name === undefined ? [] : [{ name, value: unquoted(raw.trim()), line: at + 1 }]
    })
}

function unquoted(raw: string): string {
  const single = /^'([^']*)'/.exec(raw)
  if (single) return single[1]!
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(raw)
  if (double) return double[1]!.replaceAll(/\\(["\\$])/g, '$1')
  return raw.replace(/(^|\s)#.*$/, '').trim()
}
