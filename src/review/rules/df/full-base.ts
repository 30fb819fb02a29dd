import { at, type DockerfileRule } from '../../contract.ts'
import { installsIn } from '../../model/build-tools.ts'
import { commandsIn, history, lastOf, lineage, type Stage } from '../../model/dockerfile.ts'
import type { Instruction } from '../../model/instructions.ts'
import { isForDevelopment } from '../../model/service.ts'

export const fullBase: DockerfileRule = {
  id: 'df/full-base',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'The program runs on an image that is made for building',
  why: 'python and node without -slim carry compilers, git and headers: several hundred megabytes that are moved with every version, and serve whoever breaks in.',
  fix: 'The same version as -slim for what runs; what has to be compiled, in a stage before it.',
  sources: [],
  *find(view) {
    const { final } = view
    const base = final?.base
    if (!final || !base || isForDevelopment(view.path)) return
    const place = at(view, lineage(final).at(-1)!.from)
    if ((base.name === 'python' || base.name === 'node') && base.has('gcc') === true)
      yield { ...place, message: `${base.label} has compilers and headers that nothing needs at run time.` }
    if (base.name !== 'ubuntu') return
    // A program of its own may well run on it: only a workbench should not, and what there is an image for.
    const [runtime] = runtimesIn(history(final))
    if (!runtime && runsShell(final))
      yield { ...place, message: `${base.label} with nothing to run but a shell is a workbench: no program has it for its image.` }
    if (runtime)
      yield {
        ...place,
        message: `${base.label} is made to be anything; ${runtime} has an image of its own, with the release that the project names.`,
        fix: `FROM ${runtime === 'Python' ? 'python:3.13-slim-trixie' : 'node:24-trixie-slim'}, with the version that the project needs.`,
      }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13\nCMD ["python", "app.py"]\n', line: 1 },
      {
        text: 'FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip\nCMD ["python3", "app.py"]\n',
        line: 1,
      },
      { text: 'FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y git curl\nCMD ["bash"]\n', line: 1 },
      { text: 'FROM node:24 AS base\nRUN npm ci\nFROM base\nCMD ["node", "app.js"]\n', line: 1 },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie\nCMD ["python", "app.py"]\n' },
      { text: 'FROM ubuntu:24.04\nCOPY server /usr/local/bin/\nCMD ["server"]\n' },
      { text: 'FROM node:24 AS builder\nRUN npm ci\nFROM node:24-alpine\nCMD ["node", "app.js"]\n' },
    ],
  },
}

/** Languages that a stage takes from the distribution. */
function runtimesIn(instructions: readonly Instruction[]): string[] {
  const packages = installsIn(instructions).flatMap(({ install }) => (install.by === 'apt' ? install.packages.map((word) => word.text) : []))
  return packages.flatMap((name) => (/^python3?(\.\d+)?(-(pip|venv|full|minimal))?$/.test(name) ? ['Python'] : /^(nodejs|npm)$/.test(name) ? ['Node'] : []))
}

/** Ubuntu's own command is bash. */
function runsShell(stage: Stage): boolean {
  const command = lastOf(stage, 'ENTRYPOINT') ?? lastOf(stage, 'CMD')
  const [first] = command ? commandsIn(command) : []
  return !first || (first.words.length === 1 && /^(ba)?sh$/.test(first.name))
}
