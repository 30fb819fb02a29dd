import type { Edit } from '../../src/review/contract.ts'

/** A text after edits; of those that touch each other the one that changes more: what is taken out needs no mending first. */
export function applied(text: string, edits: readonly Edit[]): string {
  const size = ({ from, to }: Edit): number => to - from
  const apart: Edit[] = []
  for (const one of [...edits].sort((a, b) => size(b) - size(a))) if (!apart.some((other) => one.from < other.to && other.from < one.to)) apart.push(one)
  return apart
    .sort((a, b) => b.from - a.from || b.to - a.to)
    .reduce((rest, { from, to, text: inserted }) => rest.slice(0, from) + inserted + rest.slice(to), text)
}
