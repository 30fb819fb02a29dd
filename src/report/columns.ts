/** Wide enough for what there is to say, narrow enough for every terminal. */
export const width = 80

/**
 * Words after a label, as many as fit on a line, the rest below the first word.
 * @param gap between the words: two blanks keep names apart that belong to nobody in common.
 */
export function flow(label: string, words: readonly string[], indent: number, gap = '  '): string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + gap.length + word.length <= width) lines[lines.length - 1] = `${last}${gap}${word}`
    else lines.push(`${lines.length === 0 ? label.padEnd(indent) : ' '.repeat(indent)}${word}`)
  }
  return lines
}

/** A sentence, broken between its words. */
export function paragraph(text: string, indent: number): string[] {
  return flow(' '.repeat(indent), text.split(/\s+/), indent, ' ')
}
