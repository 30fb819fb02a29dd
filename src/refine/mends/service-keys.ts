import type { ComposeView, Edit } from '../../review/contract.ts'

/**
 * Adds a key to a service as the last of its keys, indented like them.
 * @param lines the key as YAML, not indented. @returns no edits where the service is no plain block of this file.
 */
export function withKey({ compose }: ComposeView, service: string, lines: string): readonly Edit[] {
  const { text } = compose.yaml
  const span = compose.yaml.span('services', service)
  if (!span?.key || span.value.from <= span.key.to) return []
  const raw = text.slice(span.value.from, span.value.to)
  // Between braces, an alias, or a text whose blank lines at its end mean something.
  if (/^[{*&!]/.test(raw) || /[|>]\+/.test(raw)) return []
  const start = text.lastIndexOf('\n', span.value.from - 1) + 1
  const indent = text.slice(start, span.value.from)
  if (!/^ +$/.test(indent)) return []
  const last = span.value.from + raw.trimEnd().length
  const end = text.indexOf('\n', last)
  const at = end < 0 ? text.length : text[end - 1] === '\r' ? end - 1 : end
  // What follows on the last line may only be a comment.
  if (!/^\s*(#.*)?$/.test(text.slice(last, at))) return []
  return [
    {
      from: at,
      to: at,
      text: lines
        .split('\n')
        .map((line) => `\n${indent}${line}`)
        .join(''),
    },
  ]
}

/** A key of a service for several of them, its value in an anchor at the top of the file where there is more than one. */
export function withShared(view: ComposeView, services: readonly string[], key: string, value: readonly string[]): readonly Edit[] {
  const [only] = services
  if (only === undefined) return []
  const anchor = `x-${key.replaceAll('_', '-')}`
  const name = anchor.slice(2)
  const isThere = new RegExp(`^${anchor}: &${name}$`, 'm').test(view.text)
  if (services.length === 1 && !isThere) return withKey(view, only, [`${key}:`, ...value.map((line) => `  ${line}`)].join('\n'))
  const top = view.compose.yaml.span('services')?.key
  if (!top || (!isThere && (anchor in view.compose.top || new RegExp(`&${name}\\b`).test(view.text)))) return []
  const uses = services.map((service) => withKey(view, service, `${key}: *${name}`))
  if (uses.some((one) => one.length === 0)) return []
  if (isThere) return uses.flat()
  // Above `services:`, and above what is said of it.
  const at = aboveComments(view.text, top.from)
  return [{ from: at, to: at, text: `${anchor}: &${name}\n${value.map((line) => `  ${line}\n`).join('')}\n` }, ...uses.flat()]
}

function aboveComments(text: string, from: number): number {
  let at = text.lastIndexOf('\n', from - 1) + 1
  for (;;) {
    const before = text.lastIndexOf('\n', at - 2) + 1
    if (at === 0 || !/^#/.test(text.slice(before, at))) return at
    at = before
  }
}
