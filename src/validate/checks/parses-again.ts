import type { Finding, Written } from '../written.ts'

/** Every YAML and JSON text of the set is read again by a parser that did not write it. */
export async function parsesAgain({ files }: Written): Promise<readonly Finding[]> {
  const found: Finding[] = []
  for (const [path, text] of files) {
    if (/\.ya?ml$/.test(path)) found.push(...(await yamlFaults(path, text)))
    if (path.endsWith('.json')) found.push(...jsonFaults(path, text))
  }
  return found
}

async function yamlFaults(path: string, text: string): Promise<Finding[]> {
  const { LineCounter, parseAllDocuments } = await import('yaml')
  const lines = new LineCounter()
  const parsed = parseAllDocuments(text, { lineCounter: lines, merge: true, logLevel: 'silent', prettyErrors: false })
  const documents = Array.isArray(parsed) ? parsed : []
  return documents.flatMap((document) => {
    const [error] = document.errors
    if (error) return [{ ok: false, detail: error.message, at: { file: path, line: lines.linePos(error.pos[0]).line } }]
    try {
      // An alias without its anchor shows only when values are made.
      document.toJS({ maxAliasCount: 10_000 })
      return []
    } catch (fault) {
      return [{ ok: false, detail: (fault as Error).message, at: { file: path, line: 1 } }]
    }
  })
}

function jsonFaults(path: string, text: string): Finding[] {
  try {
    JSON.parse(withoutComments(text))
    return []
  } catch (error) {
    const { message } = error as Error
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? 0)
    return [{ ok: false, detail: message, at: { file: path, line: text.slice(0, position).split('\n').length } }]
  }
}

/** JSON with comments, as editors take it: what is not JSON becomes spaces, so that positions stay. */
function withoutComments(text: string): string {
  const blank = (part: string): string => part.replace(/[^\n]/g, ' ')
  const plain = text.replace(/^\uFEFF/, ' ').replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (part) => (part.startsWith('"') ? part : blank(part)))
  return plain.replace(/"(?:[^"\\\n]|\\.)*"|,(?=\s*[\]}])/g, (part) => (part === ',' ? ' ' : part))
}
