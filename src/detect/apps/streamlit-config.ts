import type { UnitSource } from '../source.ts'

/** Where Streamlit reads its settings from, below the folder that it is started in. */
const config = '.streamlit/config.toml'

/** What the project's own configuration says of where the app answers, and which files go with it. */
export interface StreamlitConfig {
  /** `/tools`; empty without one. */
  basePath: string
  /** Files that run time needs, relative to the unit: the configuration itself, and what it serves. */
  files: readonly string[]
}

export function streamlitConfig(source: UnitSource): StreamlitConfig {
  if (!source.files.includes(config)) return { basePath: '', files: [] }
  const text = source.read(config)
  const base = /^["']?\/*(.*?)\/*["']?$/.exec(settingIn(text, 'server', 'baseUrlPath') ?? '')?.[1] ?? ''
  const served = settingIn(text, 'server', 'enableStaticServing') === 'true' && source.files.some((file) => file.startsWith('static/'))
  return { basePath: base === '' ? '' : `/${base}`, files: [config, ...(served ? ['static'] : [])] }
}

/** The value of a key as it stands there: under its table, or dotted at the top. */
function settingIn(text: string, table: string, key: string): string | null {
  let at = ''
  for (const line of text.split('\n')) {
    at = /^\s*\[\s*([\w.]+)\s*\]/.exec(line)?.[1] ?? at
    const [, name, value] = /^\s*([\w.]+)\s*=\s*(.*?)\s*(?:#.*)?$/.exec(line) ?? []
    if (value !== undefined && ((at === table && name === key) || (at === '' && name === `${table}.${key}`))) return value
  }
  return null
}
