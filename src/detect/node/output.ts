import { lineAt } from './sources.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { viteConfigs, type Framework, type Served } from './frameworks.ts'

export interface OutputFacts {
  served: Served
  /** What the build fills, relative to the unit; null: nothing is built that is known. */
  folder: string | null
  /** What is in it runs without anything beside it. */
  complete: boolean
  note: { text: string; file: string; line: number } | null
}

/** What the framework's build makes, with what its configuration says of it. */
export function outputOf(framework: Framework, folder: UnitFolder): OutputFacts {
  const plain = { served: framework.served, folder: framework.output ?? null, complete: framework.complete ?? false, note: null }
  if (framework.package === 'next') return nextOutput(folder)
  if (framework.package === '@angular/core') return { ...plain, folder: angularOutput(folder) ?? plain.folder }
  if (framework.served !== 'static') return plain
  const stated = viteConfigs(folder).flatMap((text) => /\boutDir\s*:\s*['"`](?:\.\/)?([\w./-]+?)\/?['"`]/.exec(text)?.[1] ?? [])[0]
  // Out of the unit's folder there is nothing that its image could copy.
  return { ...plain, folder: stated === undefined || stated.startsWith('..') ? plain.folder : stated }
}

/** `output: "standalone"` brings a server with just the modules that it needs; `export` makes plain pages. */
function nextOutput(folder: UnitFolder): OutputFacts {
  const path = folder.files.find((file) => /^next\.config\.(m|c)?[jt]s$/.test(file))
  const text = path === undefined ? '' : folder.read(path)
  const stated = /\boutput\s*:\s*['"`](\w+)['"`]/.exec(text)?.[1]
  if (stated === 'export') return { served: 'static', folder: 'out', complete: false, note: null }
  const complete = stated === 'standalone'
  const start = /(const|let|var)\s+\w+(\s*:\s*NextConfig)?\s*=\s*\{|export\s+default\s*\{|module\.exports\s*=\s*\{/.exec(text)
  const note = {
    text: 'output: "standalone" would leave everything out of the image that the server does not use, a tenth of its size is usual',
    file: folder.fromRoot(path ?? 'package.json'),
    line: start ? lineAt(text, start.index) : 1,
  }
  return { served: 'next', folder: '.next', complete, note: complete ? null : note }
}

function angularOutput(folder: UnitFolder): string | null {
  if (!folder.has('angular.json')) return null
  const text = folder.read('angular.json')
  const stated = /"outputPath"\s*:\s*(?:"([^"]+)"|\{\s*"base"\s*:\s*"([^"]+)")/.exec(text)
  const name = /"projects"\s*:\s*\{\s*"([^"]+)"/.exec(text)?.[1]
  const base = stated?.[1] ?? stated?.[2] ?? (name === undefined ? null : `dist/${name}`)
  // Its application builder keeps what browsers get apart from what a server needs.
  return base === null ? null : /:application"/.test(text) ? `${base}/browser` : base
}
