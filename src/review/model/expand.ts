/**
 * `$NAME`, `${NAME}`, `${NAME:-default}` and `${NAME:+other}` filled in, as docker does it.
 * @param valueOf null: nothing is known of it.
 * @returns null where something in it is not known.
 */
export function expand(text: string, valueOf: (name: string) => string | null): string | null {
  let whole = true
  const filled = text.replace(/\\\$|\$(?:(\w+)|\{(\w+)(?:(:?[-+?])([^}]*))?\})/g, (match, plain?: string, braced?: string, how?: string, word?: string) => {
    if (match === '\\$') return '$'
    const value = valueOf(plain ?? braced ?? '')
    if (how?.endsWith('+')) return value ? (word ?? '') : ''
    if (how?.endsWith('-') && (value === null || (how.startsWith(':') && value === ''))) return expand(word ?? '', valueOf) ?? ((whole = false), '')
    if (value === null) whole = false
    return value ?? ''
  })
  return whole ? filled : null
}

/** Names of the variables that a text takes values from, and has no other value for. */
export function variablesIn(text: string): string[] {
  return [...text.matchAll(/(?<!\\)\$(?:(\w+)|\{(\w+)\})/g)].map(([, plain, braced]) => plain ?? braced ?? '').filter((name) => !/^\d*$/.test(name))
}
