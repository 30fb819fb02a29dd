import { iniSettings } from '../readers/ini.ts'
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
  const settings = iniSettings(source.read(config))
  const server = (key: string) => settings.find((one) => (one.section === 'server' && one.key === key) || one.key === `server.${key}`)?.value ?? ''
  const base = /^["']?\/*([^"'#]*?)\/*["']?\s*(#.*)?$/.exec(server('baseUrlPath'))?.[1] ?? ''
  const served = server('enableStaticServing').startsWith('true') && source.files.some((file) => file.startsWith('static/'))
  return { basePath: base === '' ? '' : `/${base}`, files: [config, ...(served ? ['static'] : [])] }
}
