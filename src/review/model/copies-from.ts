import { variablesAt, type Dockerfile, type Stage } from './dockerfile.ts'
import { expand } from './expand.ts'
import type { Instruction } from './instructions.ts'

/** Something that a stage takes from another stage or image: `COPY --from`, and mounts with `from=`. */
export interface CopyFrom {
  instruction: Instruction
  /** The stage it is in. */
  into: Stage
  /** What it names; null: a variable that nothing sets. */
  source: string | null
  /** The stage that this is, whether above or below; null: an image, or nothing at all. */
  stage: Stage | null
}

export function copiesFrom(file: Dockerfile): CopyFrom[] {
  return file.stages.flatMap((into) =>
    into.instructions.flatMap((instruction) => {
      const named = instruction.flags.flatMap((flag) => {
        if (flag.name === 'from' && instruction.name === 'COPY') return [flag.value]
        return flag.name === 'mount' && instruction.name === 'RUN' ? [/(?:^|,)from=([^,]+)/.exec(flag.value)?.[1] ?? []].flat() : []
      })
      return named.map((name): CopyFrom => {
        const known = name.includes('$') ? variablesAt(file, into, instruction) : new Map<string, string>()
        const source = expand(name, (one) => known.get(one) ?? null)
        const stage =
          file.stages.find((one) => one.name?.text.toLowerCase() === source?.toLowerCase()) ??
          (/^\d+$/.test(source ?? '') ? file.stages[Number(source)] : undefined)
        return { instruction, into, source, stage: stage ?? null }
      })
    }),
  )
}
