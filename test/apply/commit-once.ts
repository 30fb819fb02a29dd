import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { commit } from '../../src/apply/commit.ts'
import { UserError } from '../../src/errors.ts'

/** Run as another user or on a full disk: `commit-once.ts <root> <path>=<size>…` writes files of that many bytes and prints what went wrong. */
const [root = '', ...files] = process.argv.slice(2)
try {
  await commit(
    root,
    files.map((file) => {
      const [path = '', size = '1'] = file.split('=')
      const after = 'x'.repeat(Number(size))
      const there = join(root, path)
      if (!existsSync(there)) return { path, mode: 0o644, action: 'create' as const, after }
      return { path, mode: 0o644, action: 'update' as const, before: readFileSync(there, 'utf8'), after }
    }),
  )
  console.log('written')
} catch (error) {
  if (!(error instanceof UserError)) throw error
  console.log(error.message)
  process.exitCode = error.exitCode
}
