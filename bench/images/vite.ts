import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ImageBench } from './contract.ts'
import { fly } from './fly.ts'
import { addNodeDependency } from './node-dependency.ts'

export const vite: ImageBench = {
  project: 'examples/monorepo/apps/web',
  source: 'src/api.ts',
  http: '8080/',
  changeDependency: addNodeDependency('clsx'),
  // Each is started by `docker run`: what differs is the image alone.
  prepare: (ours) => rmSync(join(ours, 'compose.yaml')),
  peers: [fly],
}
