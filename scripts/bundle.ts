import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'tsdown'
import { firstExamples } from './first-examples.ts'
import { useStandIns } from './stand-ins.ts'
import { notices, packagesOf } from './notices.ts'

/** What the bundler put where: one entry a file of dist/. Read by the check of the package, never shipped. */
export interface BundleRecord {
  [file: string]: { imports: readonly string[]; dynamicImports: readonly string[]; packages: readonly string[] }
}

export const bundleRecordFile = '.generated/bundle.json'

/** @throws Error where nothing was built yet. */
export function readBundleRecord(root: string): BundleRecord {
  return JSON.parse(readFileSync(join(root, bundleRecordFile), 'utf8')) as BundleRecord
}

/** Builds dist/ with the project's tsdown configuration and writes, from the same pass, what is in it and whose it is. */
export async function bundle(): Promise<void> {
  const record: BundleRecord = {}
  const modules = new Set<string>()
  await build({
    logLevel: 'warn',
    plugins: [
      useStandIns,
      firstExamples,
      {
        name: 'what-is-bundled',
        generateBundle(_options, chunks) {
          for (const chunk of Object.values(chunks)) {
            if (chunk.type !== 'chunk') continue
            // A module that was shaken out to nothing is not shipped.
            const shipped = Object.entries(chunk.modules).flatMap(([id, module]) => (module.code ? [id] : []))
            shipped.forEach((id) => modules.add(id))
            record[chunk.fileName] = { imports: chunk.imports, dynamicImports: chunk.dynamicImports, packages: packagesOf(shipped).map((one) => one.name) }
          }
        },
      },
    ],
  })
  mkdirSync(dirname(bundleRecordFile), { recursive: true })
  writeFileSync(bundleRecordFile, JSON.stringify(record, null, 2) + '\n')
  writeFileSync('THIRD-PARTY-NOTICES', notices(packagesOf(modules)))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle()
