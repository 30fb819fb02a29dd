export type Values = Readonly<Record<string, string>>

/**
 * Puts in what is known of variables: a value from the same file, else the default that stands there (`${PORT:-8000}`).
 * What is not known stays as it is, so that `$PORT` is never taken for a value.
 */
export function expand(word: string, values: Values, depth = 0): string {
  if (!word.includes('$') || depth > 4) return word
  const again = (text: string) => expand(text, values, depth + 1)
  return word
    .replace(/\$\{([A-Za-z_]\w*)(?::?[-=]((?:[^{}]|\{[^{}]*\})*))?\}/g, (whole, name: string, fallback: string | undefined) => {
      const value = values[name] ?? fallback?.replace(/^(["'])(.*)\1$/s, '$2')
      return value === undefined ? whole : again(value)
    })
    .replace(/\$([A-Za-z_]\w*)/g, (whole, name: string) => (values[name] === undefined ? whole : again(values[name])))
}
