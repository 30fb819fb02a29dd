import { entriesOf, itemsOf, outlineAt, textOf, yamlOutline } from '../readers/yaml-outline.ts'
import { soundsLikeDevelopment, type Statement } from './statement.ts'

/** People type these while they develop, unless the name says otherwise. */
function isForDevelopment(name: string): boolean {
  return soundsLikeDevelopment(name) || !/prod|deploy|release|start|serve|live|docker/i.test(name)
}

/** Recipes of a Makefile: each line a command of its target, with make's variables put in. */
export function makefile(text: string): Statement[] {
  const environment: Record<string, string> = {}
  const found: Statement[] = []
  let target: string | null = null
  const lines = text.split(/\r?\n/)
  for (let at = 0; at < lines.length; at++) {
    const line = at + 1
    let raw = lines[at] ?? ''
    while (raw.endsWith('\\') && at + 1 < lines.length) raw = `${raw}\n${lines[++at] ?? ''}`
    const variable = /^(?:export\s+)?([A-Za-z_]\w*)\s*(?:\?|::?)?=\s*(.*)$/.exec(raw)
    if (variable && !raw.startsWith('\t')) environment[variable[1] ?? ''] = shellVariables(variable[2] ?? '')
    else if (/^[^\s#:=][^:=]*::?(?!=)/.test(raw)) target = /^([^:]+?)\s*:/.exec(raw)?.[1]?.split(/\s+/)[0] ?? null
    else if (raw.startsWith('\t') && target !== null) {
      found.push({ command: shellVariables(raw.trim().replace(/^[@+-]+/, '')), process: target, line, environment, development: isForDevelopment(target) })
    }
  }
  return found
}

function shellVariables(text: string): string {
  return text
    .replace(/\$\$/g, '\u0000')
    .replace(/\$[({](\w+)[)}]/g, '${$1}')
    .replaceAll('\u0000', '$')
}

/** Recipes of a justfile: indented lines below `name arguments:`. */
export function justfile(text: string): Statement[] {
  const environment: Record<string, string> = {}
  let target: string | null = null
  return text.split(/\r?\n/).flatMap((raw, index): Statement[] => {
    const variable = /^(?:export\s+)?(\w+)\s*:=\s*["']([^"']*)["']/.exec(raw)
    if (variable) environment[variable[1] ?? ''] = variable[2] ?? ''
    const header = /^@?([\w-]+)(?:\s[^:]*)?:(?!=)/.exec(raw)?.[1]
    if (header !== undefined) target = header
    if (!/^\s+\S/.test(raw) || target === null || /^\s*#/.test(raw)) return []
    const command = raw
      .trim()
      .replace(/^[@-]+/, '')
      .replace(/\{\{\s*(\w+)\s*\}\}/g, '${$1}')
    return [{ command, process: target, line: index + 1, environment, development: isForDevelopment(target) }]
  })
}

/** go-task: `tasks: serve: cmds: […]`. */
export function taskfile(text: string): Statement[] {
  const root = yamlOutline(text)
  const environment = Object.fromEntries(entriesOf(outlineAt(root, 'vars')).map(([name, value]) => [name, textOf(value) ?? '']))
  return entriesOf(outlineAt(root, 'tasks')).flatMap(([name, task]) => {
    const commands = [outlineAt(task, 'cmd'), ...itemsOf(outlineAt(task, 'cmds')), ...itemsOf(task), ...(task.kind === 'text' ? [task] : [])]
    return commands.flatMap((one): Statement[] => {
      const value = one?.kind === 'map' ? outlineAt(one, 'cmd') : one
      const command = textOf(value)?.replace(/\{\{\s*\.(\w+)\s*\}\}/g, '${$1}')
      return value && command ? [{ command, process: name, line: value.line, environment, development: isForDevelopment(name) }] : []
    })
  })
}
