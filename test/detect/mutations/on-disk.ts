import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Files in a folder of the system's own temporary one, until it is removed. */
export function written(files: Readonly<Record<string, string>>): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'mutated-'))
  const folders = new Set<string>([path])
  for (const [file, text] of Object.entries(files)) {
    const target = join(path, file)
    if (!folders.has(dirname(target))) {
      mkdirSync(dirname(target), { recursive: true })
      folders.add(dirname(target))
    }
    writeFileSync(target, text)
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
