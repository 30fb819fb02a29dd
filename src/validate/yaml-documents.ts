import { LineCounter, parseAllDocuments, type Document } from 'yaml'
import { tooDeepAt } from './yaml-depth.ts'

export { visit } from 'yaml'

/** A YAML text once it is read. */
export interface YamlDocuments {
  documents: readonly Document.Parsed[]
  lines: LineCounter
  /** Where it is nested deeper than can be read; its one document is then an error. */
  tooDeep: number | null
}

/** Reading is most of what a change of a YAML file costs, and what is merged is also what is checked. */
const known = new Map<string, YamlDocuments>()

/** All documents of a text, with their faults; read once for everyone who asks. Nobody may change them. */
export function readDocuments(text: string): YamlDocuments {
  const found = known.get(text)
  if (found) return found
  const lines = new LineCounter()
  const tooDeep = tooDeepAt(text)
  const parsed = parseAllDocuments(tooDeep === null ? text : '[', { lineCounter: lines, merge: true, logLevel: 'silent', prettyErrors: false })
  const read = { documents: Array.isArray(parsed) ? parsed : [], lines, tooDeep }
  if (known.size >= 16) known.clear()
  known.set(text, read)
  return read
}
