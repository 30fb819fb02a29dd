import type { Build, ReviewedProject } from '../contract.ts'
import type { Dockerfile } from './dockerfile.ts'
import type { Instruction } from './instructions.ts'
import type { Word } from './words.ts'

/** A path that COPY or ADD takes out of the build context. */
export interface CopySource {
  /** From the context, without `./` and trailing `/`; `` for all of it. */
  path: string
  word: Word
  instruction: Instruction
}

/** What an instruction takes out of the context: no other stage, no URL, no text below it, nothing that a variable names. */
export function sourcesOf(instruction: Instruction): CopySource[] {
  if (instruction.name !== 'COPY' && instruction.name !== 'ADD') return []
  if (instruction.flags.some((flag) => flag.name === 'from')) return []
  return instruction.words.slice(0, -1).flatMap((word) => {
    if (/^<<|^[a-z]+:\/\/|^git@|\$/.test(word.text)) return []
    return [
      {
        path: word.text
          .replace(/^(\.?\/)+/, '')
          .replace(/\/+$/, '')
          .replace(/^\.$/, ''),
        word,
        instruction,
      },
    ]
  })
}

/** The folder that a Dockerfile is built from: as compose says; else the one, of its own and those above it, that has what it copies. */
export function contextOf(path: string, file: Dockerfile, builds: readonly Build[], project: ReviewedProject): string | null {
  if (builds.length > 0) return builds[0]!.context
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
  const sources = file.instructions.flatMap(sourcesOf).filter((one) => one.path !== '' && !/[*?[]/.test(one.path))
  const fits = (context: string): boolean => sources.every((one) => exists(project, context === '' ? one.path : `${context}/${one.path}`))
  if (fits(folder) || folder === '') return folder
  for (let above = folder; above !== '';) {
    above = above.includes('/') ? above.slice(0, above.lastIndexOf('/')) : ''
    if (fits(above)) return above
  }
  return null
}

export function exists(project: ReviewedProject, path: string): boolean {
  return project.has(path) || project.hasFolder(path)
}
