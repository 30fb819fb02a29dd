import type { DockerfileView } from '../contract.ts'
import type { Instruction } from './instructions.ts'

/** Where the lines of a part begin, the comments directly above it included: they belong to it. */
export function beginOf(view: DockerfileView, part: Instruction): number {
  let line = part.line
  while (line > 1 && /^\s*#/.test(view.file.lines.textOf(line - 1)) && !isDirective(view, line - 1)) line--
  return part.from - lengthBetween(view, line, part.line)
}

/** `# syntax=` and its like stay at the top. */
function isDirective(view: DockerfileView, line: number): boolean {
  return line <= 3 && /^#\s*(syntax|escape|check)\s*=/i.test(view.file.lines.textOf(line))
}

function lengthBetween(view: DockerfileView, from: number, to: number): number {
  return view.text
    .split('\n')
    .slice(from - 1, to - 1)
    .reduce((sum, one) => sum + one.length + 1, 0)
}
