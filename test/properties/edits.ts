import fc from 'fast-check'

/** What a person does to a text that was generated, by where in it (0 to 1) and with a word of their own, so that it can be found again. */
export interface Edit {
  kind: Kind
  at: number
  /** Beside a line that speaks of this, where there is one: of the service that will go again. */
  near: string | null
  word: string
}

export const kinds = [
  'comment above',
  'comment beside',
  'line at the end',
  'another value',
  'key in a map',
  'service of their own',
  'delete a line',
  'delete a service',
  'two services in other order',
  'four columns',
  'list in lines',
  'quoted key',
  'another anchor',
  'comment at the margin',
  'single quotes',
  'blank lines',
  'no blank lines',
  'windows',
  'byte order mark',
  'no last newline',
] as const
type Kind = (typeof kinds)[number]

export const anEdit = (word: fc.Arbitrary<string>, near: fc.Arbitrary<string | null>): fc.Arbitrary<Edit> =>
  fc.record({ kind: fc.constantFrom(...kinds), at: fc.double({ min: 0, max: 0.9999, noNaN: true }), near, word })

/** The text after the edit; the same one where there is nothing to do it to. @param path tells how comments are written. */
export function edited(text: string, path: string, { kind, at, near, word }: Edit): string {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : ''
  const ending = text.includes('\r\n') ? '\r\n' : '\n'
  const lines = text.slice(mark.length).split(/\r?\n/)
  const ended = lines.at(-1) === ''
  if (ended) lines.pop()
  const joined = (all: readonly string[]): string => mark + all.join(ending) + (ended ? ending : '')
  const yaml = /\.ya?ml$/.test(path)
  const pick = (fits: (line: string, index: number) => boolean): number => {
    const found = lines.flatMap((line, index) => (fits(line, index) ? [index] : []))
    const close = near === null ? [] : found.filter((index) => lines.slice(Math.max(0, index - 1), index + 2).some((line) => line.includes(near)))
    const chosen = close.length > 0 ? close : found
    return chosen[Math.floor(at * chosen.length)] ?? -1
  }
  const put = (index: number, ...added: readonly string[]): string => (index < 0 ? text : joined([...lines.slice(0, index), ...added, ...lines.slice(index)]))
  const indentOf = (index: number): string => /^ */.exec(lines[index] ?? '')?.[0] ?? ''
  const comments = !path.endsWith('.md') && !path.endsWith('.json')
  switch (kind) {
    case 'comment above': {
      const index = pick((line) => line.trim() !== '' && !/\\$/.test(line))
      // Not in the middle of a command that goes on.
      return comments && !/\\$/.test(lines[index - 1] ?? '') ? put(index, `${indentOf(index)}# ${word}`) : text
    }
    case 'comment beside': {
      const index = yaml ? pick((line) => /^ *[\w-]+: [\w."-]+$/.test(line)) : -1
      return index < 0 ? text : joined(lines.map((line, one) => (one === index ? `${line} # ${word}` : line)))
    }
    case 'line at the end':
      return comments ? joined([...lines, `# ${word}`]) : text
    case 'another value': {
      const index = yaml ? pick((line) => /^ +(memory|interval|retries|max-size|image|restart): /.test(line)) : pick((line) => /^[A-Z_]+=\w+$/.test(line))
      return index < 0
        ? text
        : joined(
            lines.map((line, one) =>
              one === index
                ? line.replace(/(\w+)([:=]) ?.*/, (_, key: string, sign: string) => `${key}${sign}${sign === ':' ? ' ' : ''}${valueOf(key, word)}`)
                : line,
            ),
          )
    }
    case 'key in a map': {
      const index = yaml ? pick((line, one) => /^ +[A-Z_]+: /.test(line) && !/^ +- /.test(lines[one - 1] ?? '')) : -1
      return index < 0 ? text : put(index, `${indentOf(index)}${word.toUpperCase().replaceAll('-', '_')}: "${word}"`)
    }
    case 'service of their own': {
      const start = yaml ? lines.findIndex((line) => line.startsWith('services:')) : -1
      const index = pick(
        (line, one) =>
          one > start &&
          start >= 0 &&
          /^ +[\w-]+:( &[\w-]+)?$/.test(line) &&
          indentOf(one) === indentOf(start + 1) &&
          !/^\S/m.test(
            lines
              .slice(start + 1, one)
              .join('\n')
              .replace(/^#.*$/gm, ''),
          ),
      )
      const indent = indentOf(start + 1)
      return indent === '' ? text : put(index, `${indent}${word}:`, `${indent}${indent}image: alpine:3 # ${word}`)
    }
    case 'delete a line': {
      const index = comments && yaml ? pick((line) => /^ +(restart|shm_size|stop_grace_period|hostname|start_period|[A-Z_]+): /.test(line)) : -1
      return index < 0 ? text : joined(lines.filter((_, one) => one !== index))
    }
    case 'delete a service': {
      const [from, to] = blockAt(lines, yaml, at)
      return from < 0 ? text : joined([...lines.slice(0, from), ...lines.slice(to)])
    }
    case 'two services in other order': {
      const [from, to] = blockAt(lines, yaml, at)
      const [, next] = from < 0 ? [0, 0] : blockFrom(lines, to)
      return from < 0 || next <= to || anchorsIn(lines.slice(from, to))
        ? text
        : joined([...lines.slice(0, from), ...lines.slice(to, next), ...lines.slice(from, to), ...lines.slice(next)])
    }
    case 'four columns':
      return yaml && lines.some((line) => /^ {2}\S/.test(line)) ? joined(lines.map((line) => ' '.repeat(/^ */.exec(line)![0].length) + line)) : text
    case 'list in lines': {
      const index = yaml ? pick((line) => /^ +(networks|profiles|cap_drop|tmpfs): \[[\w, /-]+\]$/.test(line)) : -1
      const [, key = '', items = ''] = /^( +\w+:) \[(.*)\]$/.exec(lines[index] ?? '') ?? []
      const list = items.split(', ').map((item) => `${indentOf(index)}  - ${item}`)
      return index < 0 ? text : joined([...lines.slice(0, index), key, ...list, ...lines.slice(index + 1)])
    }
    case 'quoted key': {
      const index = yaml ? pick((line) => /^ +\w+: /.test(line)) : -1
      return index < 0 ? text : joined(lines.map((line, one) => (one === index ? line.replace(/^( +)(\w+):/, '$1"$2":') : line)))
    }
    case 'another anchor': {
      const index = yaml ? pick((line) => /: &\w+$/.test(line)) : -1
      const name = /&(\w+)$/.exec(lines[index] ?? '')?.[1]
      return name === undefined ? text : joined(lines.map((line) => line.replace(new RegExp(`([&*])${name}$`), `$1${word}`)))
    }
    case 'comment at the margin': {
      const index = yaml ? pick((line) => /^ +\S/.test(line)) : -1
      return put(index, `#\t${word}`)
    }
    case 'single quotes':
      return yaml ? joined(lines.map((line) => line.replace(/: "([\w.:/-]+)"$/, ": '$1'"))) : text
    case 'blank lines': {
      const index = pick((line, one) => line.trim() !== '' && !/\\$/.test(lines[one - 1] ?? ''))
      return path.endsWith('Makefile') ? text : put(index, '')
    }
    case 'no blank lines':
      return yaml ? joined(lines.filter((line) => line.trim() !== '')) : text
    case 'windows':
      return ending === '\n' && yaml ? mark + lines.join('\r\n') + (ended ? '\r\n' : '') : text
    case 'byte order mark':
      return yaml && mark === '' ? `\uFEFF${text}` : text
    case 'no last newline':
      return ended ? mark + lines.join(ending) : text
  }
}

/** A value that compose takes for this key: a number, as the default of a variable, where a word is none. */
function valueOf(key: string, word: string): string {
  return ['memory', 'retries'].includes(key) ? `\${${word}}` : key === 'interval' ? `\${${word}}s` : word
}

/** Lines of one service; -1 where there is none. */
function blockAt(lines: readonly string[], yaml: boolean, at: number): [number, number] {
  const start = yaml ? lines.findIndex((line) => line.startsWith('services:')) : -1
  if (start < 0) return [-1, -1]
  const end = lines.findIndex((line, index) => index > start && /^[^\s#]/.test(line))
  const indent = /^ */.exec(lines.slice(start + 1).find((line) => /^ +[\w-]+:/.test(line)) ?? '')![0]
  const heads = lines.flatMap((line, index) =>
    index > start && (end < 0 || index < end) && indent !== '' && new RegExp(`^${indent}[\\w-]+:`).test(line) ? [index] : [],
  )
  const chosen = Math.floor(at * heads.length)
  const from = heads[chosen]
  return from === undefined ? [-1, -1] : [from, heads[chosen + 1] ?? (end < 0 ? lines.length : end)]
}

function blockFrom(lines: readonly string[], from: number): [number, number] {
  const indent = /^ +/.exec(lines[from] ?? '')?.[0]
  if (indent === undefined) return [from, from]
  const next = lines.findIndex((line, index) => index > from && /\S/.test(line) && !line.startsWith(`${indent} `) && !line.trim().startsWith('#'))
  return [from, next < 0 ? lines.length : next]
}

function anchorsIn(lines: readonly string[]): boolean {
  return lines.some((line) => /[&*]\w/.test(line))
}
