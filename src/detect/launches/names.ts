/** Module and object of a command: `shop.main:app`. */
export interface Target {
  module: string
  object: string | null
}

/** `shop.main:app`, `shop.main`, `shop/main.py:app`. Null for what is no name: `$APP`, `--help`. */
export function symbol(text: string | null | undefined): Target | null {
  const match = /^([\w./-]+?)(?::([A-Za-z_][\w.]*))?$/.exec(text ?? '')
  const module = moduleOf(match?.[1] ?? '')
  return /^[A-Za-z_][\w.-]*$/.test(module) ? { module, object: match?.[2] ?? null } : null
}

/** `shop.worker.WorkerSettings` names an object of a module with a dot. */
export function dottedObject(text: string | undefined): Target | null {
  if (text?.includes(':')) return symbol(text)
  const at = text?.lastIndexOf('.') ?? -1
  return text === undefined || at < 0 ? symbol(text) : { module: text.slice(0, at), object: text.slice(at + 1) }
}

/** `shop/main.py` → `shop.main`; a dotted name stays as it is. */
export function moduleOf(path: string): string {
  if (!/\.py$|\//.test(path)) return path
  return path
    .replace(/^(\.\/)+|^\//, '')
    .replace(/\.py$/, '')
    .replace(/\/__init__$/, '')
    .replaceAll('/', '.')
}

/** `shop.main:app`, `shop:create_app()`: what no option's value looks like. */
export function isSymbol(word: string): boolean {
  return /^[A-Za-z_][\w./]*:[A-Za-z_][\w.]*(\(.*\))?$/.test(word)
}

/** `0.0.0.0:8000`, `[::]:80`, `:8000`, `tcp://0.0.0.0:80`; a socket file has none. */
export function portOfAddress(address: string | null): string | null {
  return /(?:^|:)(\d{2,5})$/.exec(address?.trim() ?? '')?.[1] ?? null
}

/** A port as plain digits; `$PORT` is none. */
export function numberIn(text: string | null): number | null {
  return text !== null && /^\d{2,5}$/.test(text.trim()) ? Number(text) : null
}
