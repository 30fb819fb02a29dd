/** Deeper than anything that a person writes; reading some hundreds more takes minutes, or all of the stack. */
const deepest = 100

/**
 * Looks at a YAML text without reading it: how deep lists and maps stand in each other.
 * @returns the line where it goes deeper than can be read; null: nowhere.
 */
export function tooDeepAt(text: string): number | null {
  if (text.length < 2 * deepest) return null
  const indents: number[] = []
  let brackets = 0
  let line = 0
  for (let from = 0; from < text.length; from = endOf(text, from) + 1) {
    line++
    const lead = leadOf(text, from)
    if (lead.blank) continue
    while (indents.length > 0 && indents.at(-1)! >= lead.indent) indents.pop()
    indents.push(lead.indent)
    brackets = Math.max(0, bracketsAfter(text, from + lead.indent, brackets))
    if (indents.length + lead.marks > deepest || brackets > deepest) return line
  }
  return null
}

function endOf(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

/** Blanks in front of a line, and how many marks of lists and keys (`- - ? x`) it begins with. */
function leadOf(text: string, from: number): { indent: number; marks: number; blank: boolean } {
  const lead = /[ \t]*/y
  lead.lastIndex = from
  const indent = lead.exec(text)![0].length
  let marks = 0
  let at = from + indent
  while ((text[at] === '-' || text[at] === '?' || text[at] === ':') && /[ \t]/.test(text[at + 1] ?? '')) {
    marks++
    at += 2
    while (text[at] === ' ' || text[at] === '\t') at++
  }
  return { indent, marks, blank: at >= text.length || /[\r\n#]/.test(text[at]!) }
}

/** Brackets that are open at the end of a line; those within a word (`\e[1m`) open nothing. */
function bracketsAfter(text: string, from: number, before: number): number {
  let open = before
  for (let at = from; at < text.length && text[at] !== '\n' && open <= deepest; at++) {
    const character = text[at]
    if ((character === '[' || character === '{') && /[\s[{,:]/.test(text[at - 1] ?? ' ')) open++
    else if ((character === ']' || character === '}') && open > 0) open--
  }
  return open
}
