import type { ImportGraph } from '../import-graph.ts'

/** The module that brings in all of these; of several the one that brings in least beside them. Undefined where none does. */
export function wholeOf(needed: readonly string[], candidates: readonly string[], { reaches }: ImportGraph): string | undefined {
  return candidates.filter((name) => needed.every((other) => reaches(name).has(other))).sort((a, b) => reaches(a).size - reaches(b).size)[0]
}

/** Those that have to be named so that all are brought in; of two that bring in each other the first stays. */
export function covering(names: readonly string[], { reaches }: ImportGraph): string[] {
  return names.filter((name, index) => !names.some((other, at) => other !== name && reaches(other).has(name) && (at < index || !reaches(name).has(other))))
}
