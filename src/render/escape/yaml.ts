/** Words that YAML 1.1 or 1.2 readers take for something else than text. */
const special = /^(y|n|yes|no|true|false|on|off|null|~)$/i
/** Text that means itself in block context: starts with a letter, `/` or `.`, holds nothing that YAML reads. */
const plain = /^[A-Za-z_/.][A-Za-z0-9_./+=-]*$/
const plainInBlock = /^[A-Za-z_/.][A-Za-z0-9_./+=@-]*(:[A-Za-z0-9_./+=@-]+)*$/

/** A scalar for block context. */
export function yaml(text: string): string {
  return plainInBlock.test(text) && !special.test(text) && !looksLikeNumber(text) ? text : quoted(text)
}

/** A list on one line: `[a, "b c"]`. */
export function yamlList(items: readonly string[]): string {
  return `[${items.map((item) => (plain.test(item) && !special.test(item) && !looksLikeNumber(item) ? item : quoted(item))).join(', ')}]`
}

/** Double quotes with JSON's escapes, which YAML shares; control characters and line separators included. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function looksLikeNumber(text: string): boolean {
  return /^[.+-]?[0-9]/.test(text) || /^\.(inf|nan)$/i.test(text)
}
