import { isPair, isScalar, Lexer, LineCounter, parseAllDocuments, visit, type Document } from 'yaml'
import { readDocuments, type YamlDocuments } from '../../validate/yaml-documents.ts'

/** A YAML text that can be merged: one document without a fault. Lines have no endings, offsets count in `text`. JSON is YAML too. */
export interface Source {
  text: string
  /** Nothing but JSON may come into it. */
  json: boolean
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

/**
 * Null where the text is broken or holds several documents: nothing is known of its structure then.
 * @param json JSON as editors have it, with comments of its own.
 */
export function readSource(lines: readonly string[], json = false): Source | null {
  const whole = lines.map((line) => `${line}\n`).join('')
  const text = json ? withoutComments(whole) : whole
  const read = readDocuments(text)
  // A key that is there twice is no fault for a merge: both stay where they are.
  const {
    documents: [document, more],
    lines: counter,
  } = read.documents[0]?.errors.some((error) => error.code === 'DUPLICATE_KEY') ? withTwins(text) : read
  if (!document || more || document.errors.length > 0) return null
  const lineAt = (offset: number): number => counter.linePos(offset).line - 1
  let comments: readonly { line: number; words: string }[] | undefined
  return {
    text: whole,
    json: json || isJson(whole),
    lines,
    document,
    anchors: anchorsOf(document),
    lineAt,
    startOf: (line) => counter.lineStarts[line] ?? text.length,
    commentsIn(from, to) {
      comments ??= commentsOf(text).map(({ at, words }) => ({ line: lineAt(at), words }))
      return comments.filter(({ line }) => line >= from && line < to).map(({ words }) => words)
    },
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

function withTwins(text: string): YamlDocuments {
  const lines = new LineCounter()
  const parsed = parseAllDocuments(text, { lineCounter: lines, merge: true, logLevel: 'silent', prettyErrors: false, uniqueKeys: false })
  return { documents: Array.isArray(parsed) ? parsed : [], lines, tooDeep: null }
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

/** Blanks where comments and tabs are, so that all else stands where it did. */
function withoutComments(text: string): string {
  const blank = (part: string): string => part.replace(/[^\n]/g, ' ')
  return text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\t/g, (part) => (part.startsWith('"') ? part : blank(part)))
}

function isJson(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
