import { readFileSync } from 'node:fs'

interface Manifest {
  version: string
  bugs?: string | { url?: string }
}

/** Read, not bundled: the manifest lies one folder above both the source and the built file. */
function manifest(): Manifest {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as Manifest
}

export function version(): string {
  return manifest().version
}

/** Where to report a bug; null where the package does not say. */
export function bugsUrl(): string | null {
  const { bugs } = manifest()
  return (typeof bugs === 'string' ? bugs : bugs?.url) ?? null
}
