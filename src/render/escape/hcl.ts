/** A quoted text of HCL, which reads `${` and `%{` as the begin of an expression. */
export function hcl(text: string): string {
  return JSON.stringify(text).replace(/([$%])\{/g, '$1$1{')
}
