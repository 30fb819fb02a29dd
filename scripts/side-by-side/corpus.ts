import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Files } from './finding.ts'

/** All Dockerfiles and compose files of a folder of repositories, in every folder of each. */
export function filesOf(corpus: string): Files {
  const files = listed(corpus, '').filter((path) => !path.includes('/.github/'))
  return {
    corpus,
    dockerfiles: files.filter((path) => /(^|[./])(docker|container)file(\.[^/]+)?$/i.test(path) && !/ignore$|\.(md|ts|js|py)$/i.test(path)),
    composes: files.filter((path) => /(^|[/-])compose([.-][^/]+)?\.ya?ml$/i.test(path)),
  }
}

function listed(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) return /^(\.git|node_modules|\.venv)$/.test(entry.name) ? [] : listed(root, path)
      return entry.isFile() ? [path] : []
    })
}
