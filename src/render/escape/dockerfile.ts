/** Exec form: a JSON list. docker reads JSON there and expands no variables. */
export function execForm(argv: readonly string[]): string {
  return `[${argv.map((word) => JSON.stringify(word)).join(', ')}]`
}

/** Value of ENV or ARG: quoted where it holds more than plain characters; `$` is text, not a variable. */
export function dockerValue(text: string): string {
  if (/^[A-Za-z0-9_.,/:+@%=-]+$/.test(text)) return text
  return `"${text.replace(/[\\"$]/g, (char) => `\\${char}`)}"`
}

/** Sources and target of COPY: the short form where names are plain, else a JSON list. Wildcards mean themselves. */
export function copyArguments(from: readonly string[], to: string): string {
  const words = [...from.map(sourcePattern), to].map((path) => path.replaceAll('$', '\\$'))
  return words.every((word) => /^[A-Za-z0-9_./+@~-]+$/.test(word)) ? words.join(' ') : execForm(words)
}

/** A source is a pattern to docker: a class of one character is that character; a `!` in front would leave it out. */
function sourcePattern(path: string): string {
  return path.replace(/\[|^!/g, '[$&]')
}
