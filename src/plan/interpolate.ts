/** Compose reads `$` as the start of a variable; what is meant literally is doubled. */
export function literal(text: string): string {
  return text.replaceAll('$', '$$$$')
}

/** Text that may stand behind `:-` without ending the braces, opening a quote or starting another variable. */
const plainDefault = /^[A-Za-z0-9 ._~:/@+,=*-]*$/

export function fitsAsDefault(text: string): boolean {
  return plainDefault.test(text)
}

/** `${NAME:-default}`: what `.env` or the shell says, else the default. @param fallback must pass `fitsAsDefault`. */
export function withDefault(name: string, fallback: string): string {
  return `\${${name}:-${fallback}}`
}

/** `${NAME:?what to do}`: compose stops and says it where the variable is unset or empty. */
export function required(name: string, todo: string): string {
  return `\${${name}:?${todo}}`
}

/** As a value in an overlay: what an earlier file gave is taken away. */
export const takenAway = '!reset null'
