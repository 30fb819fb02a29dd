import type { Manifests } from './manifests.ts'
import type { UnitFolder } from './unit-folder.ts'

/**
 * The version of a distribution that is installed whenever this is: of the manager's lock file, else of a requirement or constraint that
 * pins it. Null where only a build will tell. @param name normalised.
 */
export function exactVersion(folder: UnitFolder, manifests: Manifests, manager: string, name: string): string | null {
  const lock = manifests.locks.find((one) => one.manager === manager)
  const locked = lock && inLock(folder.project.read(lock.file), name)
  if (locked) return locked
  const pin = new RegExp(`^\\s*${escaped(name)}(?:\\[[^\\]]*\\])?\\s*===?\\s*(\\d[\\w.+!-]*)`, 'im')
  for (const file of manifests.main?.files ?? []) {
    const found = pin.exec(folder.read(file))?.[1]
    if (found !== undefined) return found
  }
  const spec = manifests.dependencies.find((one) => one.name === name && one.group === 'main')?.spec ?? ''
  return /^={1,3}\s*(\d[\w.+!-]*)$/.exec(spec)?.[1] ?? null
}

/** Each manager writes a name beside its version in one form. */
function inLock(text: string, name: string): string | null {
  const own = escaped(name)
  const forms = [
    // uv, poetry, pdm, pylock
    new RegExp(`^name = "${own}"\\r?\\nversion = "([^"]+)"`, 'm'),
    // Pipfile.lock
    new RegExp(`"${own}": \\{[^}]*"version": "==([^"]+)"`),
    // conda-lock
    new RegExp(`^\\s*-?\\s*name: ${own}\\r?\\n\\s*version: ['"]?([\\w.]+)`, 'm'),
    // pixi
    new RegExp(`/${own}-(\\d[\\w.]*)-`),
  ]
  return forms.map((form) => form.exec(text)?.[1]).find((found) => found !== undefined) ?? null
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('-', '[-_.]')
}
