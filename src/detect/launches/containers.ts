import { lineage, parseDockerfile, type Dockerfile, type Instruction, type Stage } from '../readers/dockerfile.ts'
import { entriesOf, itemsOf, outlineAt, textOf, yamlOutline, type Outline } from '../readers/yaml-outline.ts'
import type { Values } from './expand.ts'
import { soundsLikeDevelopment, type Statement } from './statement.ts'

/** What each stage of an image starts, with the variables that it sets and the project's folder that it stands in. */
export function dockerfile(text: string): Statement[] {
  const file = parseDockerfile(text)
  return file.stages.flatMap((stage) => {
    const own = stage.instructions
    if (!own.some((one) => one.name === 'CMD' || one.name === 'ENTRYPOINT')) return []
    const all = lineage(file, stage).flatMap((one) => [...one.instructions].reverse())
    const entrypoint = all.find((one) => one.name === 'ENTRYPOINT')
    const command = all.find((one) => one.name === 'CMD')
    const shared = {
      environment: environmentOf(file, stage),
      workingDir: projectFolder(file, stage),
      development: soundsLikeDevelopment(stage.name ?? ''),
    }
    return together(entrypoint, command).map((one) => ({ ...shared, ...one }))
  })
}

/** An entry point in exec form gets the command's words behind its own; a script there is read by itself as well. */
function together(entrypoint: Instruction | undefined, command: Instruction | undefined): { command: string | readonly string[]; line: number }[] {
  const alone = [entrypoint, command].flatMap((one) => (one ? [{ command: one.exec ? one.words : one.rest, line: one.line }] : []))
  if (!entrypoint?.exec || !command?.exec) return alone
  const [program = ''] = entrypoint.words.filter((word) => !/^(\/\S*\/)?(tini|dumb-init|catatonit)$|^--?g?$/.test(word))
  const isScript = /\.sh$|entry-?point|^\/[\w-]+$/.test(program)
  return isScript || program === '' ? alone : [{ command: [...entrypoint.words, ...command.words], line: command.line }]
}

function environmentOf(file: Dockerfile, stage: Stage): Values {
  const instructions = [...file.globals, ...[...lineage(file, stage)].reverse().flatMap((one) => one.instructions)]
  const values: Record<string, string> = {}
  for (const one of instructions) {
    if (one.name !== 'ENV' && one.name !== 'ARG') continue
    const pairs = [...one.rest.matchAll(/([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|'[^']*'|\S*)/g)]
    const [name, ...rest] = one.rest.split(/\s+/)
    if (pairs.length === 0 && one.name === 'ENV' && name) values[name] = rest.join(' ')
    for (const [, key = '', value = ''] of pairs) values[key] = value.replace(/^(["'])(.*)\1$/s, '$2')
  }
  return values
}

/** Which folder of the project the working directory is, by what COPY put where. */
function projectFolder(file: Dockerfile, stage: Stage): string | null {
  const copies: { to: string; from: string }[] = []
  let at = '/'
  for (const one of [...lineage(file, stage)].reverse().flatMap((part) => part.instructions)) {
    if (one.name === 'WORKDIR') at = join(at, one.words[0] ?? '')
    if ((one.name !== 'COPY' && one.name !== 'ADD') || one.flags.some((flag) => flag.name === 'from')) continue
    const sources = one.words.slice(0, -1)
    const to = join(at, one.words.at(-1) ?? '.')
    if (sources.length === 1 && !/[*?$]|\.\w{1,5}$/.test(sources[0] ?? '')) copies.push({ to, from: relative(sources[0] ?? '.') })
  }
  const [best] = copies.filter((copy) => at === copy.to || at.startsWith(copy.to === '/' ? '/' : `${copy.to}/`)).sort((a, b) => b.to.length - a.to.length)
  return best ? relative(join(`/${best.from}`, `.${at.slice(best.to.length)}`)) : null
}

function join(base: string, path: string): string {
  const parts: string[] = []
  for (const part of (path.startsWith('/') ? path : `${base}/${path}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

function relative(path: string): string {
  return join('/', path).slice(1) || '.'
}

/** What services of a compose file run; those that are backing services start nothing of the project. */
export function composeFile(text: string): Statement[] {
  const services = entriesOf(outlineAt(yamlOutline(text), 'services'))
  return services.flatMap(([name, service]) => {
    const development = soundsLikeDevelopment(name)
    const shared = { process: name, development, environment: variablesOf(outlineAt(service, 'environment')) }
    return ['entrypoint', 'command'].flatMap((key): Statement[] => {
      const value = outlineAt(service, key)
      const words = itemsOf(value).flatMap((one) => textOf(one) ?? [])
      const command = words.length > 0 ? words.map(unescaped) : unescaped(textOf(value) ?? '')
      return value && command.length > 0 ? [{ ...shared, command, line: value.line }] : []
    })
  })
}

/** A map, or a list of `NAME=value`. */
export function variablesOf(value: Outline | null): Values {
  const listed = itemsOf(value).flatMap((one): [string, string][] => {
    const pair = /^([A-Za-z_]\w*)=(.*)$/s.exec(textOf(one) ?? '')
    return pair ? [[pair[1] ?? '', pair[2] ?? '']] : []
  })
  return Object.fromEntries([...listed, ...entriesOf(value).flatMap(([name, one]): [string, string][] => (one.kind === 'text' ? [[name, one.text]] : []))])
}

/** Compose reads `$$` as a dollar for the shell. */
function unescaped(text: string): string {
  return text.replaceAll('$$', '$')
}
