import { at, type DockerfileRule, type DockerfileView } from '../../contract.ts'
import { commandsIn, history, lineage, type Stage } from '../../model/dockerfile.ts'
import type { Instruction } from '../../model/instructions.ts'

export const shellFormCommand: DockerfileRule = {
  id: 'df/shell-form-cmd',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'A shell stands between docker and the program',
  why: 'docker stop speaks to the shell, which may not pass it on: the program is killed after ten seconds, in the middle of what it does.',
  fix: 'A list: CMD ["program", "argument"]; where a variable is needed, exec in the shell.',
  sources: ['DL3025', 'JSONArgsRecommended'],
  *find(view) {
    for (const stage of view.file.stages) {
      for (const instruction of stage.instructions) {
        if ((instruction.name !== 'CMD' && instruction.name !== 'ENTRYPOINT') || instruction.exec || instruction.words.length === 0) continue
        const [first] = commandsIn(instruction)
        if (first?.before.some((word) => word.text === 'exec')) continue
        const broken = instruction.rest.text.trimStart().startsWith('[')
        const message = broken
          ? 'Not a JSON list (double quotes, no comma at its end): it runs in a shell as it stands.'
          : `${instruction.name} runs in a shell.`
        yield {
          ...at(view, instruction),
          severity: broken ? 'critical' : 'improvement',
          message,
          edits: isSameWithoutShell(view, stage, instruction) ? listFor(instruction) : [],
        }
      }
    }
  },
  *good({ final }) {
    const [own] = final ? lineage(final).flatMap((stage) => stage.instructions.filter((one) => one.name === 'CMD' || one.name === 'ENTRYPOINT')) : []
    if (own?.exec) yield { line: own.line, message: 'the program itself is started, no shell' }
  },
  goodUnless: ['df/bash-cmd', 'df/multiple-cmd', 'df/uv-run-cmd'],
  examples: {
    bad: [
      { text: 'FROM node:24-trixie-slim\nCMD node server.js\n', line: 2 },
      { text: 'FROM python:3.13-slim-trixie\nENTRYPOINT uvicorn app:app --port $PORT\n', line: 2 },
      { text: "FROM python:3.13-slim-trixie\nCMD ['python', 'app.py']\n", line: 2 },
    ],
    good: [
      { text: 'FROM node:24-trixie-slim\nCMD ["node", "server.js"]\n' },
      { text: 'FROM python:3.13-slim-trixie\nCMD exec uvicorn app:app --port $PORT\n' },
    ],
  },
}

/** Images whose own entry point, where there is one, does not look at what it is given. */
const openBases = /^(python|node|debian|ubuntu|alpine|busybox|golang|rust|ruby|php|openjdk|eclipse-temurin|oven\/bun|nvidia\/cuda|continuumio\/miniconda3)$/
/** What only a shell knows. */
const builtin = /^(\.|:|alias|cd|command|eval|exec|exit|export|read|set|source|trap|type|ulimit|umask|unset|wait)$/

/** The list hands the program the same words: no other shell, no entry point that got a shell before, no arguments that a shell swallowed. */
function isSameWithoutShell(view: DockerfileView, stage: Stage, instruction: Instruction): boolean {
  const all = history(stage)
  if (all.some((one) => one.name === 'SHELL')) return false
  if (instruction.name === 'CMD') {
    if (all.some((one) => one.name === 'ENTRYPOINT') || !openBases.test(stage.base?.name ?? '')) return false
  } else if (all.some((one) => one.name === 'CMD') || view.builds.some(({ compose, service }) => compose.service(service)?.merged.command !== undefined))
    return false
  const program = instruction.words[0]!.text
  return !builtin.test(program) && runsByItself(view, program)
}

/** A shell runs a script without `#!` too; nothing else does. */
function runsByItself({ project }: DockerfileView, program: string): boolean {
  const name = program.split('/').at(-1)!
  const file = program.includes('/') || name.endsWith('.sh') ? project.files.find((one) => one === name || one.endsWith(`/${name}`)) : undefined
  return file === undefined ? !name.endsWith('.sh') : (project.read(file) ?? '').startsWith('#!')
}

/** Only where every word is plain: nothing that a shell would change. */
function listFor({ rest, words, endLine, line }: Instruction) {
  if (endLine !== line || !/^[\w./:=@,+ -]+$/.test(rest.text) || rest.text.trimStart().startsWith('[')) return []
  const [first] = words
  if (!first || first.text.includes('=')) return []
  return [{ from: first.from, to: words.at(-1)!.to, text: JSON.stringify(words.map((word) => word.text)).replaceAll('","', '", "') }]
}
