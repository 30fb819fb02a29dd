/** A version or a range of versions of Python, where a file states it. */
export interface Stated {
  value: string
  /** Relative to the root. */
  file: string
  line: number
}

/** Versions that a file says the project runs on: one, or a matrix of them, each with its line. */
export interface Hint {
  file: string
  versions: readonly { value: string; line: number }[]
}

/** A folder and those around it, up to the root. */
export function upwards(dir: string): string[] {
  const parts = dir === '.' ? [] : dir.split('/')
  return [...parts.map((_, index) => parts.slice(0, parts.length - index).join('/')), '.']
}

/** `3.12.4` → `3.12`; null for what is no version of Python 3. */
export function minorOf(text: string): string | null {
  return /^3\.\d{1,2}/.exec(text)?.[0] ?? null
}
