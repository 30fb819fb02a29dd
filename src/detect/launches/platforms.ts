import { iniSettings } from '../readers/ini.ts'
import { entriesOf, itemsOf, outlineAt, textOf, yamlOutline, type Outline } from '../readers/yaml-outline.ts'
import type { Values } from './expand.ts'
import { numberIn } from './names.ts'
import type { Statement } from './statement.ts'

/** `web: gunicorn shop.wsgi`: one process type a line, `release` runs before the others. */
export function procfile(text: string): Statement[] {
  return text.split(/\r?\n/).flatMap((raw, index): Statement[] => {
    const match = /^\s*([\w-]+)\s*:\s*(\S.*)$/.exec(raw)
    return match && !raw.trimStart().startsWith('#') ? [{ command: match[2] ?? '', process: match[1] ?? null, line: index + 1 }] : []
  })
}

/** Render's blueprint: services with a start command, what runs before a deployment, and their variables. */
export function renderBlueprint(text: string): Statement[] {
  const root = yamlOutline(text)
  return itemsOf(outlineAt(root, 'services')).flatMap((service) => {
    const variables = itemsOf(outlineAt(service, 'envVars')).flatMap((one): [string, string][] => {
      const [name, value] = [textOf(outlineAt(one, 'key')), textOf(outlineAt(one, 'value'))]
      return name !== null && value !== null ? [[name, value]] : []
    })
    const shared = { environment: Object.fromEntries(variables), workingDir: textOf(outlineAt(service, 'rootDir')) }
    const kind = textOf(outlineAt(service, 'type')) === 'worker' ? (textOf(outlineAt(service, 'name')) ?? 'worker') : textOf(outlineAt(service, 'type'))
    return [
      ...command(outlineAt(service, 'startCommand'), kind, shared),
      ...command(outlineAt(service, 'dockerCommand'), kind, shared),
      ...command(outlineAt(service, 'preDeployCommand'), 'release', shared),
    ]
  })
}

/** `run:` has the processes, `release:` what comes before. */
export function herokuManifest(text: string): Statement[] {
  const root = yamlOutline(text)
  const run = entriesOf(outlineAt(root, 'run')).flatMap(([name, value]) => command(outlineAt(value, 'command') ?? value, name))
  const release = outlineAt(root, 'release', 'command')
  const steps = itemsOf(release)
  return [...run, ...(steps.length > 0 ? steps.flatMap((step) => command(step, 'release')) : command(release, 'release'))]
}

/** App Engine: `entrypoint: gunicorn -b :$PORT main:app`. */
export function appEngine(text: string): Statement[] {
  const root = yamlOutline(text)
  const variables = entriesOf(outlineAt(root, 'env_variables')).map(([name, value]): [string, string] => [name, textOf(value) ?? ''])
  return [
    ...command(outlineAt(root, 'entrypoint'), 'web', { environment: Object.fromEntries(variables) }),
    ...command(outlineAt(root, 'run', 'command'), 'web'),
    ...port(outlineAt(root, 'run', 'network', 'port')),
  ]
}

/** `app.json`: only its scripts say what is run. */
export function appManifest(text: string): Statement[] {
  const root = jsonOf(text)
  const scripts = recordOf(recordOf(root)['scripts'])
  const steps = { postdeploy: scripts['postdeploy'], predeploy: recordOf(scripts['dokku'])['predeploy'] }
  return Object.values(steps).flatMap((step): Statement[] =>
    typeof step === 'string' ? [{ command: step, process: 'release', line: lineOf(text, step) }] : [],
  )
}

export function railwayManifest(text: string, path: string): Statement[] {
  const start = path.endsWith('.json') ? recordOf(recordOf(jsonOf(text))['deploy'])['startCommand'] : undefined
  if (typeof start === 'string') return [{ command: start, process: 'web', line: lineOf(text, start) }]
  return flyLike(text, { startCommand: 'web', preDeployCommand: 'release' })
}

/** TOML by its lines, since both platforms' files are flat and a parser has to be loaded. */
export function flyManifest(text: string): Statement[] {
  return flyLike(text, { release_command: 'release' })
}

export function nixpacks(text: string): Statement[] {
  return flyLike(text, { cmd: 'web' })
}

function flyLike(text: string, commands: Readonly<Record<string, string>>): Statement[] {
  const settings = iniSettings(text).map((one) => ({ ...one, value: unquoted(one.value) }))
  const environment: Values = Object.fromEntries(settings.filter((one) => one.section === 'env').map((one) => [one.key, one.value]))
  return settings.flatMap(({ section, key, value, line }): Statement[] => {
    if (section === 'processes') return [{ command: value, process: key, line, environment }]
    if (commands[key] !== undefined) return [{ command: value, process: commands[key], line, environment }]
    if (key === 'internal_port') return [{ program: null, target: null, port: numberIn(value), line }]
    return []
  })
}

function unquoted(text: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"|^'([^']*)'/.exec(text)
  return quoted ? (quoted[2] ?? (quoted[1] ?? '').replace(/\\(.)/g, '$1')) : text.replace(/\s+#.*$/, '')
}

function command(value: Outline | null, process: string | null, more: Partial<Statement> = {}): Statement[] {
  const words = itemsOf(value).flatMap((one) => textOf(one) ?? [])
  if (value && words.length > 0) return [{ ...more, command: words, process, line: value.line }]
  const text = textOf(value)
  return value && text ? [{ ...more, command: text, process, line: value.line }] : []
}

function port(value: Outline | null): Statement[] {
  const number = numberIn(textOf(value))
  return value && number !== null ? [{ program: null, target: null, port: number, line: value.line }] : []
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A platform's file that is broken there starts nothing here.
    return null
  }
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function lineOf(text: string, part: string): number {
  const at = text.indexOf(JSON.stringify(part).slice(1, -1))
  return at < 0 ? 1 : text.slice(0, at).split('\n').length
}
