/** A path as an ignore pattern that means just itself. */
export function ignorePattern(path: string): string {
  const text = path.replace(/[*?[\]\\]/g, (char) => `\\${char}`)
  return /^[#!]/.test(text) ? `\\${text}` : text
}
