/** A small reader of Dockerfiles: instructions with their line, stages, flags. Knows what the checks need, no more. */

export interface Instruction {
  /** Upper case: `COPY`. */
  name: string
  /** `--mount=type=bind,…` → `mount`. */
  flags: readonly { name: string; value: string }[]
  /** What follows the flags, continuation lines joined. */
  rest: string
  /** `rest` as words; the elements where it is a JSON list. */
  words: readonly string[]
  /** Written as a JSON list. */
  exec: boolean
  /** Where it begins, from 1. */
  line: number
}

export interface Stage {
  /** Lower case, since docker compares names so; null: has none. */
  name: string | null
  /** What FROM names: an image or an earlier stage. */
  from: string
  instructions: readonly Instruction[]
  line: number
}

export interface Dockerfile {
  /** ARGs before the first FROM. */
  globals: readonly Instruction[]
  stages: readonly Stage[]
}

export function parseDockerfile(text: string): Dockerfile {
  const globals: Instruction[] = []
  const stages: (Stage & { instructions: Instruction[] })[] = []
  for (const instruction of instructionsOf(text)) {
    if (instruction.name === 'FROM') {
      const [from = '', as = '', name] = instruction.words
      stages.push({ name: as.toUpperCase() === 'AS' && name !== undefined ? name.toLowerCase() : null, from, instructions: [], line: instruction.line })
    } else {
      ;(stages.at(-1)?.instructions ?? globals).push(instruction)
    }
  }
  return { globals, stages }
}

/** The stage of that name or number; without one the last, which docker builds by default. */
export function stageOf(file: Dockerfile, target: string | null): Stage | undefined {
  if (target === null) return file.stages.at(-1)
  return file.stages.find((stage) => stage.name === target.toLowerCase()) ?? (/^\d+$/.test(target) ? file.stages[Number(target)] : undefined)
}

/** A stage and those that it is built on, itself first. */
export function lineage(file: Dockerfile, stage: Stage): readonly Stage[] {
  const chain: Stage[] = []
  for (let at: Stage | undefined = stage; at && !chain.includes(at);) {
    chain.push(at)
    const from: string = at.from.toLowerCase()
    const earlier = file.stages.slice(0, file.stages.indexOf(at))
    at = earlier.find((one) => one.name === from)
  }
  return chain
}

function instructionsOf(text: string): Instruction[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const escape = escapeOf(lines)
  const found: Instruction[] = []
  for (let at = 0; at < lines.length; at++) {
    if (isBlank(lines[at]!) || isComment(lines[at]!)) continue
    const line = at + 1
    let joined = ''
    for (; at < lines.length; at++) {
      // Comments and empty lines inside an instruction do not end it.
      if (joined !== '' && (isComment(lines[at]!) || isBlank(lines[at]!))) continue
      const content = lines[at]!.trimEnd()
      if (!content.endsWith(escape)) {
        joined += content
        break
      }
      joined += content.slice(0, -1)
    }
    const instruction = parseInstruction(joined.trim(), line)
    if (['RUN', 'COPY', 'ADD'].includes(instruction.name)) at = afterHeredocs(joined, lines, at)
    found.push(instruction)
  }
  return found
}

function escapeOf(lines: readonly string[]): string {
  for (const line of lines) {
    const directive = /^#\s*([a-zA-Z]+)\s*=\s*(\S+)\s*$/.exec(line)
    if (!directive) break
    if (directive[1]!.toLowerCase() === 'escape') return directive[2]!
  }
  return '\\'
}

/** Index of the last line of what `<<EOF` and its like open; `at` where there is none. */
function afterHeredocs(text: string, lines: readonly string[], at: number): number {
  let end = at
  for (const [, dash, , word] of text.matchAll(/(?<!<)<<(-?)(["']?)([A-Za-z_][A-Za-z0-9_]*)\2/g)) {
    do end++
    while (end < lines.length && (dash ? lines[end]!.replace(/^\t+/, '') : lines[end]!) !== word)
  }
  return Math.min(end, lines.length - 1)
}

function parseInstruction(text: string, line: number): Instruction {
  const [, name = '', after = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? []
  const flags: { name: string; value: string }[] = []
  let rest = after
  for (let flag = /^--([a-z-]+)(?:=(\S+))?\s*/.exec(rest); flag; flag = /^--([a-z-]+)(?:=(\S+))?\s*/.exec(rest)) {
    flags.push({ name: flag[1]!, value: flag[2] ?? '' })
    rest = rest.slice(flag[0].length)
  }
  const list = jsonList(rest)
  return { name: name.toUpperCase(), flags, rest, words: list ?? words(rest), exec: list !== null, line }
}

function jsonList(text: string): string[] | null {
  if (!text.startsWith('[')) return null
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null
  } catch {
    return null
  }
}

function words(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(([, double, single, plain]) => double ?? single ?? plain ?? '')
}

function isBlank(line: string): boolean {
  return line.trim() === ''
}

function isComment(line: string): boolean {
  return line.trimStart().startsWith('#')
}
