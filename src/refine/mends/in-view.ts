import type { ComposeView, DockerfileView, View } from '../../review/contract.ts'
import type { Finding } from '../../review/index.ts'
import { installsIn, type InstallIn } from '../../review/model/build-tools.ts'
import type { Stage } from '../../review/model/dockerfile.ts'
import type { Instruction } from '../../review/model/instructions.ts'

/** @throws Error where a goal has put the mend of a Dockerfile's rule to another kind of file: a bug. */
export function asDockerfile(view: View): DockerfileView {
  if (view.kind !== 'dockerfile') throw new Error(`${view.path} is no Dockerfile`)
  return view
}

/** @throws Error as above. */
export function asCompose(view: View): ComposeView {
  if (view.kind !== 'compose') throw new Error(`${view.path} is no compose file`)
  return view
}

/** The offset that a finding speaks of. */
export function offsetOf(view: View, { line, column }: Finding): number {
  const start = view.text
    .split('\n')
    .slice(0, line - 1)
    .reduce((sum, one) => sum + one.length + 1, 0)
  return start + (column ?? 1) - 1
}

/** The instruction that a finding stands in, with its stage. */
export function instructionAt(view: DockerfileView, finding: Finding): { stage: Stage; instruction: Instruction } | null {
  const offset = offsetOf(view, finding)
  for (const stage of view.file.stages)
    for (const instruction of stage.instructions) if (instruction.from <= offset && offset < instruction.to) return { stage, instruction }
  return null
}

/** The install that a finding is about. */
export function installAt(view: DockerfileView, finding: Finding): (InstallIn & { stage: Stage }) | null {
  const offset = offsetOf(view, finding)
  const at = instructionAt(view, finding)
  const found = at && installsIn([at.instruction]).find(({ install }) => install.command.from <= offset && offset < install.command.to)
  return found ? { ...found, stage: at.stage } : null
}
