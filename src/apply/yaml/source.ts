import { isPair, isScalar, Lexer, LineCounter, parseAllDocuments, visit, type Document } from 'yaml'

/** A YAML text that can be merged: one document without a fault. Lines have no endings, offsets count in `text`. */
export interface Source {
  text: string
  lines: readonly string[]
  document: Document.Parsed
  /** Name of each anchor → the keys that lead to it, so that one that a person renamed is known again. */
  anchors: ReadonlyMap<string, string>
  /** Index of the line that an offset lies in. */
  lineAt(offset: number): number
  /** Where a line begins. */
  startOf(line: number): number
  /** Comments between two lines, trimmed. */
  commentsIn(from: number, to: number): readonly string[]
}

/** Null where the text is broken or holds several documents: nothing is known of its structure then. */
export function readSource(lines: readonly string[]): Source | null {
  const text = lines.map((line) => `${line}\n`).join('')
  const counter = new LineCounter()
  const parsed = parseAllDocuments(text, { lineCounter: counter, merge: true, logLevel: 'silent', prettyErrors: false, uniqueKeys: false })
  const [document, more] = Array.isArray(parsed) ? parsed : []
  if (!document || more || document.errors.length > 0) return null
  const lineAt = (offset: number): number => counter.linePos(offset).line - 1
  const comments = commentsOf(text).map(({ at, words }) => ({ line: lineAt(at), words }))
  return {
    text,
    lines,
    document,
    anchors: anchorsOf(document),
    lineAt,
    startOf: (line) => counter.lineStarts[line] ?? text.length,
    commentsIn: (from, to) => comments.filter(({ line }) => line >= from && line < to).map(({ words }) => words),
  }
}

function anchorsOf(document: Document.Parsed): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  visit(document, {
    Node(_, node, path) {
      if (!('anchor' in node) || !node.anchor) return
      const keys = path.flatMap((one) => (isPair(one) && isScalar(one.key) ? [String(one.key.value)] : []))
      if (!found.has(node.anchor)) found.set(node.anchor, keys.join('.'))
    },
  })
  return found
}

/** By the lexer, which knows a `#` in a string from one that begins a comment. */
function commentsOf(text: string): { at: number; words: string }[] {
  const found: { at: number; words: string }[] = []
  let at = 0
  let scalar = false
  for (const token of new Lexer().lex(text)) {
    // Marks of the lexer's own, which stand for no text; the last of them announces a scalar.
    if (token === '\u0002' || token === '\u0018' || token === '\u001f') {
      scalar = token === '\u001f'
      continue
    }
    if (token.startsWith('#') && !scalar) found.push({ at, words: token.trim() })
    scalar = false
    at += token.length
  }
  return found
}
