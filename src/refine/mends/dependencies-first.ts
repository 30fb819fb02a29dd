import type { DockerfileView, Edit } from '../../review/contract.ts'
import { beforeIn, installsIn } from '../../review/model/build-tools.ts'
import { sourcesOf } from '../../review/model/context.ts'
import { commandsIn, history, type Stage } from '../../review/model/dockerfile.ts'
import { isOfProject, installOf } from '../../review/model/installs.ts'
import type { Instruction } from '../../review/model/instructions.ts'
import type { Mend } from '../contract.ts'
import { beginOf } from '../../review/model/begin-of.ts'
import { asDockerfile, instructionAt } from './in-view.ts'
import { manifestsFor } from './manifests.ts'

/**
 * Copies what names the dependencies first, installs them, and copies the rest after that. Only where the install reads nothing else of
 * the source, and nothing between the two does.
 */
export const dependenciesFirst: Mend = (view, finding) => {
  const file = asDockerfile(view)
  const at = instructionAt(file, finding)
  const install = at && installAfter(at.stage, at.instruction)
  if (!at || !install || !takesAll(at.instruction)) return []
  const { stage, instruction: copy } = at
  const between = stage.instructions.slice(stage.instructions.indexOf(copy) + 1, stage.instructions.indexOf(install))
  if (!between.every(needsNoSource)) return []
  const target = copy.words.at(-1)!.text
  const manifests = manifestsFor(file, installsIn([install])[0]!.install, folderOf(stage, copy), target)
  if (!manifests) return []
  return moved(file, copy, install, manifests)
}

/** The first install of the project's own dependencies after the copy, where it does nothing else. */
function installAfter(stage: Stage, copy: Instruction): Instruction | null {
  const [first] = installsIn(history(stage)).filter(({ install }) => isOfProject(install))
  if (!first || !stage.instructions.includes(first.run) || !beforeIn(stage.instructions, first.run).includes(copy)) return null
  if (first.run.heredocs.length > 0 || first.run.flags.some((flag) => flag.name === 'mount' && !/type=cache/.test(flag.value))) return null
  const commands = commandsIn(first.run)
  const isTool = (command: (typeof commands)[number]): boolean => {
    const one = installOf(command)
    // The installer's own newer version, before it is used.
    return (
      one !== null &&
      one.by === first.install.by &&
      one.packages.length > 0 &&
      one.packages.every((word) => /^(pip|setuptools|wheel|npm)(==|@|$)/.test(word.text))
    )
  }
  return commands.every((command) => command === first.install.command || isTool(command)) ? first.run : null
}

function takesAll(copy: Instruction): boolean {
  const [source] = sourcesOf(copy)
  return copy.name === 'COPY' && copy.words.length === 2 && source?.path === '' && copy.flags.every((flag) => flag.name === 'chown' || flag.name === 'link')
}

/** Settings that do not depend on files, and packages of the system. */
function needsNoSource(one: Instruction): boolean {
  if (['ENV', 'ARG', 'LABEL', 'EXPOSE'].includes(one.name)) return true
  if (one.name !== 'RUN' || one.heredocs.length > 0) return false
  return commandsIn(one).every((command) => ['apt', 'apk'].includes(installOf(command)?.by ?? '') || /^(apt-get|apt|apk|rm|set)$/.test(command.name))
}

/** The folder that the install is run in, as far as the file says; null: the copy's target says it. */
function folderOf(stage: Stage, copy: Instruction): string | null {
  const workdir = beforeIn(history(stage), copy).findLast((one) => one.name === 'WORKDIR')?.words[0]?.text ?? null
  return workdir?.includes('$') ? null : workdir
}

function moved(view: DockerfileView, copy: Instruction, install: Instruction, manifests: { from: readonly string[]; to: string }): readonly Edit[] {
  const { text } = view
  const begin = beginOf(view, copy)
  const flags = copy.flags.map((flag) => `${text.slice(flag.from, flag.to)} `).join('')
  const block = text.slice(begin, copy.to)
  return [
    { from: begin, to: copy.to, text: `COPY ${flags}${manifests.from.join(' ')} ${manifests.to}` },
    { from: install.to, to: install.to, text: `\n${block.replace(/\r\n/g, '\n')}` },
  ]
}
