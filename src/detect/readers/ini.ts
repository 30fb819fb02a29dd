/** One setting of an INI file with its line, from 1. */
export interface IniSetting {
  section: string
  key: string
  /** Continuation lines joined by line ends, since lists are written that way. */
  value: string
  line: number
  /** The line of each of those. */
  lines: number[]
}

/** Reads what systemd, supervisor, uWSGI and Python's own tools write: sections, `key = value`, indented continuations, comments. */
export function iniSettings(text: string): IniSetting[] {
  const found: IniSetting[] = []
  let section = ''
  let joins = false
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const last = found.at(-1)
    if (joins && last) {
      last.value += ` ${raw.replace(/\\\s*$/, '').trim()}`
      joins = /\\\s*$/.test(raw)
      continue
    }
    if (/^\s*([#;]|$)/.test(raw)) continue
    const header = /^\s*\[([^\]]+)\]/.exec(raw)?.[1]
    if (header !== undefined) {
      section = header.trim()
      continue
    }
    if (/^\s/.test(raw) && last?.section === section) {
      last.value += `${last.value === '' ? '' : '\n'}${raw.trim()}`
      last.lines.push(index + 1)
      continue
    }
    const pair = /^([^=:\s][^=:]*?)\s*[=:]\s*(.*)$/.exec(raw.trim())
    if (!pair) continue
    joins = /\\\s*$/.test(raw)
    const value = (pair[2] ?? '').replace(/\s*\\\s*$/, '').trim()
    found.push({ section, key: pair[1] ?? '', value, line: index + 1, lines: value === '' ? [] : [index + 1] })
  }
  return found
}
