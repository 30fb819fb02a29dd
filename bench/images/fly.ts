import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installedPeer } from '../installed-peer.ts'
import type { Peer } from './contract.ts'

/** The output of @flydotio/dockerfile, as it is but for the tags of its bases: ours, so that both stand on the same images. */
export const fly: Peer = {
  name: '@flydotio/dockerfile',
  lay: (folder) => {
    const bin = installedPeer('@flydotio/dockerfile', '0.7.10', 'index.js')
    const run = spawnSync(process.execPath, [bin, '--force'], { cwd: folder, encoding: 'utf8' })
    if (run.status !== 0) throw new Error(`@flydotio/dockerfile ended with ${run.status}: ${run.stderr}`)
    const file = join(folder, 'Dockerfile')
    const text = readFileSync(file, 'utf8')
      .replace(/^ARG NODE_VERSION=.*/m, 'ARG NODE_VERSION=24-trixie')
      .replace(/^FROM nginx$/m, 'FROM nginxinc/nginx-unprivileged:1.30-alpine')
    writeFileSync(file, text)
  },
}
