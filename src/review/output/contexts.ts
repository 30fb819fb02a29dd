import type { ContextSize } from '../model/context-size.ts'

/** Each context that is sent to docker, the heaviest first: `context 4.1 MB (largest: data/ 3.8 MB, not ignored)`. */
export function contextLines(contexts: readonly ContextSize[]): string[] {
  const sorted = [...contexts].sort((a, b) => b.bytes - a.bytes)
  const shown = sorted.slice(0, 5).map((one) => {
    const where = contexts.length === 1 && one.path === '' ? 'context' : `context ${one.path === '' ? '.' : one.path}`
    const [first] = one.largest
    const largest = first && first.bytes >= 1_000_000 ? ` (largest: ${first.path} ${size(first.bytes)}, not ignored)` : ''
    return `${where} ${one.truncated ? 'more than ' : ''}${size(one.bytes)}${largest}`
  })
  const rest = sorted.length - shown.length
  return rest > 0 ? [...shown, `and ${rest} smaller context${rest === 1 ? '' : 's'}`] : shown
}

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
