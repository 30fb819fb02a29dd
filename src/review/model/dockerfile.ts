import { baseImage, type BaseImage } from './base-images.ts'
import { expand } from './expand.ts'
import { instructionsOf, listOf, type Fault, type Instruction } from './instructions.ts'
import { linesOf, type Lines } from './lines.ts'
import { partOf } from './logical-text.ts'
import { commandsOf, scriptIn, type Command } from './shell.ts'
import type { Word } from './words.ts'

export interface Stage {
  index: number
  /** As written; docker compares without regard to case. */
  name: Word | null
  /** FROM itself. */
  from: Instruction
  /** What FROM names, its variables filled in from their defaults; null where one has none. */
  reference: string | null
  /** The stage that it is built on; null: an image. */
  parent: Stage | null
  /** The image at the root of it; null where it cannot be known. */
  base: BaseImage | null
  /** Its own, without FROM. */
  instructions: readonly Instruction[]
}

/** A Dockerfile with places: what the rules look at. */
export interface Dockerfile {
  text: string
  /** What ends a line that goes on. */
  escape: '\\' | '`'
  lines: Lines
  instructions: readonly Instruction[]
  /** ARGs before the first FROM. */
  globals: readonly Instruction[]
  stages: readonly Stage[]
  faults: readonly Fault[]
}

export function readDockerfile(text: string): Dockerfile {
  const { instructions, faults, escape } = instructionsOf(text)
  const globals: Instruction[] = []
  const stages: (Stage & { instructions: Instruction[] })[] = []
  const defaults = new Map<string, string>()
  for (const instruction of instructions) {
    if (instruction.name === 'FROM') stages.push(stageOf(instruction, stages, defaults))
    else if (stages.length > 0) stages.at(-1)!.instructions.push(instruction)
    else {
      globals.push(instruction)
      for (const { name, value } of pairsOf(instruction)) if (instruction.name === 'ARG' && value !== null) defaults.set(name, filled(value, defaults))
    }
  }
  if (stages.length === 0) faults.push({ line: 1, message: 'there is no FROM: nothing to build' })
  return { text, escape, lines: linesOf(text), instructions, globals, stages, faults }
}

function stageOf(from: Instruction, earlier: readonly Stage[], defaults: ReadonlyMap<string, string>): Stage & { instructions: Instruction[] } {
  const [image, as, name] = from.words
  const reference = image ? expand(image.text, (one) => defaults.get(one) ?? null) : null
  const parent = earlier.findLast((one) => one.name?.text.toLowerCase() === reference?.toLowerCase()) ?? null
  return {
    index: earlier.length,
    name: as?.text.toUpperCase() === 'AS' && name ? name : null,
    from,
    reference,
    parent,
    base: parent ? parent.base : reference === null ? null : baseImage(reference),
    instructions: [],
  }
}

function filled(value: string, known: ReadonlyMap<string, string>): string {
  return expand(value, (name) => known.get(name) ?? null) ?? value
}

/** A stage and those that it is built on, itself first. */
export function lineage(stage: Stage): readonly Stage[] {
  return stage.parent ? [stage, ...lineage(stage.parent)] : [stage]
}

const histories = new WeakMap<Stage, readonly Instruction[]>()

/** All that happens in a stage, from the image on. Asked once a rule and instruction, so it is put together once. */
export function history(stage: Stage): readonly Instruction[] {
  const known = histories.get(stage)
  if (known) return known
  const whole = [...lineage(stage)].reverse().flatMap((one) => one.instructions)
  histories.set(stage, whole)
  return whole
}

/** The last instruction of that name which counts in a stage. */
export function lastOf(stage: Stage, name: string): Instruction | null {
  return history(stage).findLast((one) => one.name === name) ?? null
}

export interface Pair {
  name: string
  /** Without quotes; null: an ARG without a default. */
  value: string | null
  word: Word
}

/** What an ARG, ENV or LABEL sets; `ENV NAME value` too. */
export function pairsOf(instruction: Instruction): Pair[] {
  const { name, words } = instruction
  const [first, ...rest] = words
  if (!first) return []
  if (name !== 'ARG' && !first.text.includes('=')) {
    const value = rest.map((word) => word.text).join(' ')
    return [{ name: first.text, value, word: first }]
  }
  return words.map((word) => {
    const equals = word.text.indexOf('=')
    return equals < 0 ? { name: word.text, value: null, word } : { name: word.text.slice(0, equals), value: word.text.slice(equals + 1), word }
  })
}

/** Variables as they are in front of an instruction: ENV over ARG, what the stages below it left, defaults filled in. */
export function variablesAt(file: Dockerfile, stage: Stage, before: Instruction | null = null): ReadonlyMap<string, string> {
  const globals = new Map(file.globals.flatMap((one) => (one.name === 'ARG' ? pairsOf(one) : [])).map((pair) => [pair.name, pair.value]))
  const known = new Map<string, string>()
  const args = new Map<string, string>()
  for (const instruction of history(stage)) {
    if (instruction === before) break
    if (instruction.name !== 'ENV' && instruction.name !== 'ARG') continue
    for (const pair of pairsOf(instruction)) {
      const value = pair.value ?? globals.get(pair.name) ?? null
      if (value === null) continue
      const full = expand(value, (name) => known.get(name) ?? args.get(name) ?? null) ?? value
      if (instruction.name === 'ENV') known.set(pair.name, full)
      else args.set(pair.name, full)
    }
  }
  return new Map([...args, ...known])
}

const commandCache = new WeakMap<Instruction, readonly Command[]>()

/** What a RUN, or the shell form of CMD, ENTRYPOINT and HEALTHCHECK, runs; the texts below a RUN too, where a shell reads them. */
export function commandsIn(instruction: Instruction): readonly Command[] {
  const seen = commandCache.get(instruction)
  if (seen) return seen
  const commands = readCommands(instruction)
  commandCache.set(instruction, commands)
  return commands
}

function readCommands({ name, exec, words, rest, heredocs }: Instruction): readonly Command[] {
  if (name === 'HEALTHCHECK') return healthCommands(words, rest)
  if (exec) return execCommands(words)
  const commands = commandsOf(rest)
  const [first] = commands
  const isScript = first === undefined || /^<<|^(sh|bash|ash|dash)$/.test(first.name)
  const below =
    name === 'RUN' && isScript ? heredocs.filter(({ body }) => !/^#!(?!.*\b(ba|a|da)?sh\b)/.test(body.text)).flatMap(({ body }) => commandsOf(body)) : []
  return [...commands.filter((one) => !one.name.startsWith('<<')), ...below]
}

function execCommands(words: readonly Word[]): readonly Command[] {
  const [first] = words
  if (!first) return []
  const command = { name: first.text.split('/').at(-1)!, words, before: [], operator: '', from: first.from, to: words.at(-1)!.to }
  const script = /^(sh|bash|ash|dash)$/.test(command.name) ? words[words.findIndex((word) => /^-[a-z]*c$/.test(word.text)) + 1] : undefined
  const inner = script && script !== first ? commandsOf(scriptIn(script)) : []
  return [command, ...inner]
}

function healthCommands(words: readonly Word[], rest: Instruction['rest']): readonly Command[] {
  const [cmd] = words
  if (cmd?.text.toUpperCase() !== 'CMD') return []
  const check = partOf(rest, rest.text.length - rest.text.replace(/^\s*cmd\s*/i, '').length)
  const list = listOf(check)
  return list ? execCommands(list) : commandsOf(check)
}
