import { bun } from './bun.ts'
import type { NodeManager } from './contract.ts'
import { npm } from './npm.ts'
import { pnpm } from './pnpm.ts'
import { yarn } from './yarn.ts'

export const nodeManagers: readonly NodeManager[] = [npm, pnpm, yarn, bun]

/** @throws Error for an id that no manager has: answers are checked before they get here. */
export function nodeManagerOf(id: string): NodeManager {
  const manager = nodeManagers.find((one) => one.id === id)
  if (!manager) throw new Error(`no package manager ${id}`)
  return manager
}
