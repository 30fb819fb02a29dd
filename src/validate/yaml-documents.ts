import { LineCounter, parseAllDocuments, type Document } from 'yaml'

export { visit } from 'yaml'

/** A YAML text once it is read. */
export interface YamlDocuments {
  documents: readonly Document.Parsed[]
  lines: LineCounter
}

/** Reading is most of what a change of a YAML file costs, and what is merged is also what is checked. */
const known = new Map<string, YamlDocuments>()

/** All documents of a text, with their faults; read once for everyone who asks. Nobody may change them. */
export function readDocuments(text: string): YamlDocuments {
  const found = known.get(text)
  if (found) return found
  const lines = new LineCounter()
  const parsed = parseAllDocuments(text, { lineCounter: lines, merge: true, logLevel: 'silent', prettyErrors: false })
  const read = { documents: Array.isArray(parsed) ? parsed : [], lines }
  if (known.size >= 16) known.clear()
  known.set(text, read)
  return read
}
