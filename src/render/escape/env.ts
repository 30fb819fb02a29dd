/** A value in `.env`: single quotes keep every character but themselves; those need double ones, with `$` escaped. */
export function envValue(text: string): string {
  if (/^[A-Za-z0-9_.,/:+@%=~*-]*$/.test(text)) return text
  if (!text.includes("'")) return `'${text}'`
  return `"${text.replace(/[\\"$]/g, (char) => `\\${char}`)}"`
}
