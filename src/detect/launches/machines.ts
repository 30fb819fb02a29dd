import { iniSettings, type IniSetting } from '../readers/ini.ts'
import { moduleOf, numberIn, portOfAddress } from './names.ts'
import type { Statement } from './statement.ts'

/** systemd units: what they start, in which folder, with which variables. */
export function systemdUnit(text: string, path: string): Statement[] {
  const settings = iniSettings(text).filter((one) => one.section === 'Service')
  const environment = assignments(settings.filter((one) => one.key === 'Environment').map((one) => one.value))
  const process = /([\w.-]+?)@?\.service$/.exec(path)?.[1] ?? null
  return settings
    .filter((one) => one.key === 'ExecStart' || one.key === 'ExecStartPre')
    .map(({ key, value, line }) => ({ command: value.replace(/^[-@+!:]+/, ''), process: key === 'ExecStart' ? process : 'release', line, environment }))
}

/** supervisord's programs. */
export function supervisor(text: string): Statement[] {
  const settings = iniSettings(text)
  return settings.flatMap(({ section, key, value, line }): Statement[] => {
    const name = /^program:(.+)$/.exec(section)?.[1]
    if (name === undefined || key !== 'command') return []
    const environment = assignments(settings.filter((one) => one.section === section && one.key === 'environment').flatMap((one) => one.value.split(',')))
    return [{ command: value.replace(/%\(ENV_(\w+)\)s/g, '$$$1'), process: name.trim(), line, environment }]
  })
}

/** uWSGI's own configuration: `module = shop.wsgi`, `http = :9090`. */
export function uwsgiConfiguration(text: string): Statement[] {
  const settings = iniSettings(text).filter((one) => one.section === 'uwsgi')
  const of = (...keys: string[]): IniSetting | undefined => settings.find((one) => keys.includes(one.key))
  const module = of('module', 'wsgi')
  const file = of('wsgi-file', 'file')
  const listens = of('http', 'http-socket', 'http11-socket')
  const [name = '', object] = (module?.value ?? '').split(':')
  const target = module ? { module: name, object: object?.replace(/\(.*\)$/, '') ?? of('callable')?.value ?? null } : null
  const byFile = file ? { module: moduleOf(file.value), object: of('callable')?.value ?? null } : null
  const at = module ?? file
  return [
    ...(at && (target ?? byFile) ? [{ program: 'uwsgi' as const, target: target ?? byFile, port: null, line: at.line }] : []),
    ...(listens ? [{ program: 'uwsgi' as const, target: null, port: numberIn(portOfAddress(listens.value.split(',')[0] ?? '')), line: listens.line }] : []),
  ]
}

/** Gunicorn's configuration is Python; `bind` and `wsgi_app` stand in it as plain text, or behind a variable's default. */
export function gunicornConfiguration(text: string): Statement[] {
  return text.split(/\r?\n/).flatMap((raw, index): Statement[] => {
    const line = index + 1
    const app = /^\s*wsgi_app\s*=\s*["']([\w.]+)(?::(\w+)(\(.*\))?)?["']/.exec(raw)
    if (app) return [{ program: 'gunicorn', target: { module: app[1] ?? '', object: app[2] ?? null }, factory: app[3] !== undefined, port: null, line }]
    const bind = /^\s*bind\s*=\s*(.+)$/.exec(raw)?.[1]
    const port = bind === undefined ? null : /:(\d{2,5})["']|(?:PORT["']\s*,\s*|PORT["']\)\s*or\s*)["']?(\d{2,5})/.exec(bind)
    return port ? [{ program: 'gunicorn', target: null, port: numberIn(port[1] ?? port[2] ?? null), line }] : []
  })
}

/** `.streamlit/config.toml`: `[server] port = 8502`. */
export function streamlitConfiguration(text: string): Statement[] {
  return iniSettings(text)
    .filter((one) => (one.section === 'server' && one.key === 'port') || one.key === 'server.port')
    .map((one) => ({ program: 'streamlit', target: null, port: numberIn(one.value.replace(/\s*#.*$/, '')), line: one.line }))
}

/** `.flaskenv`: what `flask run` is told by variables. */
export function flaskEnvironment(text: string): Statement[] {
  return text.split(/\r?\n/).flatMap((raw, index): Statement[] => {
    const match = /^\s*(?:export\s+)?(FLASK_APP|FLASK_RUN_PORT)\s*=\s*["']?([^"'\s#]+)/.exec(raw)
    if (!match) return []
    const [, name, value = ''] = match
    if (name === 'FLASK_RUN_PORT') return [{ program: 'flask', target: null, port: numberIn(value), line: index + 1 }]
    const [module = '', object] = value.split(':')
    const factory = /\(.*\)$/.test(object ?? '')
    return [
      {
        program: 'flask',
        target: { module: moduleOf(module), object: object?.replace(/\(.*\)$/, '') ?? null },
        factory,
        port: null,
        environment: { FLASK_APP: value },
        line: index + 1,
      },
    ]
  })
}

/** `A=1 "B=x y"` of systemd, `A="1"` of supervisor. */
function assignments(texts: readonly string[]): Record<string, string> {
  const pairs = texts.flatMap((text) => [...text.matchAll(/"?([A-Za-z_]\w*)=("[^"]*"|'[^']*'|[^\s",]*)/g)])
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value.replace(/^["']|["']$/g, '')]))
}
