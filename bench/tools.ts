import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installedPeer } from './installed-peer.ts'

/** A way to run a tool: the node arguments, and what has to lie in the empty folder before the clock starts. */
export interface Job {
  args: readonly string[]
  prepare(folder: string): void
}

export interface Tool {
  name: string
  /** Jobs by column; a job that the tool does not have is left out. */
  jobs: Partial<Record<Column, Job>>
}

export const columns = ['help', 'detect', 'detect, 1,000 files', 'detect, 40 packages', 'scaffold', 'add, own compose', 'add, set up'] as const
export type Column = (typeof columns)[number]

const nothing = (): void => undefined

/** How the folders that ours works in are laid out; `large` is one that is only read, too large to be copied for every round. */
export interface Layout {
  example: (folder: string) => void
  large: string
  /** The same with 40 packages in 5,000 files. */
  monorepo: string
  /** A compose file of a person's own. */
  ownCompose: (folder: string) => void
  /** The example, set up without what is then added. */
  setUp: (folder: string) => void
}

export function ours(root: string, { example: prepare, large, monorepo, ownCompose, setUp }: Layout): Tool {
  const cli = join(root, 'dist/cli.js')
  return {
    name: 'create-dockerize',
    jobs: {
      help: { args: [cli, '--help'], prepare: nothing },
      detect: { args: [cli, 'detect', '--json'], prepare },
      'detect, 1,000 files': { args: [cli, 'detect', large, '--json'], prepare: nothing },
      'detect, 40 packages': { args: [cli, 'detect', monorepo, '--json'], prepare: nothing },
      scaffold: { args: [cli, '--yes', '--no-validate'], prepare },
      'add, own compose': { args: [cli, 'add', 'redis', '--no-validate'], prepare: ownCompose },
      'add, set up': { args: [cli, 'add', 'rabbitmq', '--no-validate'], prepare: setUp },
    },
  }
}

/** Peers, installed into a folder of the temp directory once. A peer that cannot be had is a sentence instead. */
export function peers(root: string): (Tool | string)[] {
  return [createVite(), plop(root), flydotio()].map((make) => {
    try {
      return make()
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  })
}

const createVite = () => (): Tool => {
  const bin = installedPeer('create-vite', '9.3.0', 'index.js')
  return {
    name: 'create-vite 9.3.0',
    jobs: {
      help: { args: [bin, '--help'], prepare: nothing },
      scaffold: { args: [bin, 'app', '--template', 'vanilla', '--no-interactive'], prepare: nothing },
    },
  }
}

// Already here as a development dependency: no second install.
const plop = (root: string) => (): Tool => {
  const bin = join(root, 'node_modules/plop/bin/plop.js')
  const plopfile = `export default (plop) => plop.setGenerator('one', { prompts: [], actions: [{ type: 'add', path: 'out.txt', template: 'text' }] })\n`
  const lay = (folder: string): void => {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    writeFileSync(join(folder, 'plopfile.js'), plopfile)
  }
  return { name: 'plop 4.0.5', jobs: { help: { args: [bin, '--help'], prepare: lay }, scaffold: { args: [bin, 'one'], prepare: lay } } }
}

const flydotio = () => (): Tool => {
  const bin = installedPeer('@flydotio/dockerfile', '0.7.10', 'index.js')
  const lay = (folder: string): void => {
    writeFileSync(join(folder, 'package.json'), '{"name":"app","version":"1.0.0","scripts":{"start":"node index.js"},"dependencies":{"express":"^5.0.0"}}')
    writeFileSync(join(folder, 'package-lock.json'), '{"name":"app","lockfileVersion":3,"packages":{}}')
    writeFileSync(join(folder, 'index.js'), 'console.log(1)\n')
  }
  return { name: '@flydotio/dockerfile 0.7.10', jobs: { help: { args: [bin, '--help'], prepare: lay }, scaffold: { args: [bin, '--force'], prepare: lay } } }
}
