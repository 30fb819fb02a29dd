import { posix } from 'node:path'
import type { NodeFacts } from '../node-facts.ts'
import type { UnitFolder } from '../unit-folder.ts'
import type { Membership } from './membership.ts'
import { readPackageJson, type PackageJson } from './package-json.ts'
import { prismaSchema } from './uses.ts'

/** Prisma's client is code made from its schema, which lies among the modules where nobody says otherwise. */
export function generated(folder: UnitFolder, manifest: PackageJson): NodeFacts['generate'] {
  const schema = prismaSchema(folder)
  if (schema === null || !manifest.dependencies.some((one) => one.name === 'prisma')) return null
  return { command: ['prisma', 'generate'], folder: schema.includes('/') ? (schema.split('/')[0] ?? schema) : schema }
}

/** The same of the unit, or of the member that keeps its database. */
export function generatedInWorkspace(folder: UnitFolder, manifest: PackageJson, { root, folders }: Membership): NodeFacts['generate'] {
  for (const [one, own] of [[folder, manifest] as const, ...folders.map((at) => [at, readPackageJson(at)] as const)]) {
    const found = own && generated(one, own)
    if (found) return { ...found, dir: posix.relative(root.dir, one.dir) }
  }
  return null
}
