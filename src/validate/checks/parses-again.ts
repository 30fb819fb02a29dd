import type { Finding, Written } from '../written.ts'

/** Every YAML and JSON text of the set is read again by a parser that did not write it. */
export function parsesAgain({ files, yaml }: Written): readonly Finding[] {
  const inYaml = [...yaml].flatMap(([path, { faults }]) => faults.map(({ detail, line }): Finding => ({ ok: false, detail, at: { file: path, line } })))
  const inJson = [...files].flatMap(([path, text]) => (path.endsWith('.json') ? jsonFaults(path, text) : []))
  return [...inYaml, ...inJson]
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
