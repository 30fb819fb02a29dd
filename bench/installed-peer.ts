import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * The program of a package that is measured beside ours, installed into a folder of the temp directory once.
 * @throws Error where it cannot be had.
 */
export function installedPeer(name: string, version: string, fallback: string): string {
  const prefix = join(tmpdir(), 'dockerize-bench-peers', name.replace('/', '-'))
  const folder = join(prefix, 'node_modules', name)
  if (!existsSync(join(folder, 'package.json'))) {
    mkdirSync(prefix, { recursive: true })
    const run = spawnSync('npm', ['install', '--prefix', prefix, '--no-audit', '--no-fund', '--ignore-scripts', `${name}@${version}`], {
      encoding: 'utf8',
      timeout: 120_000,
    })
    if (run.status !== 0) throw new Error(`${name}: not measured, it cannot be installed here (${(run.stderr || String(run.error)).trim().split('\n')[0]})`)
  }
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { bin?: string | Record<string, string> }
  return join(folder, typeof bin === 'string' ? bin : (Object.values(bin ?? {})[0] ?? fallback))
}
