import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const count = 60
const size = 20_000

/** Commits an update of many files and is killed after some milliseconds of it. */
async function killedAfter(milliseconds: number, root: string): Promise<void> {
  const script = `
    import { commit } from ${JSON.stringify(join(import.meta.dirname, '../../src/apply/commit.ts'))}
    const changes = Array.from({ length: ${count} }, (_, n) => ({ path: 'f' + n, mode: 0o644, action: 'update', before: 'o'.repeat(${size}), after: 'n'.repeat(${size}) }))
    console.log('begins')
    await commit(process.argv[2], changes)
  `
  const file = join(root, 'commit.mts')
  writeFileSync(file, script)
  const child = spawn(process.execPath, ['--import', 'tsx', file, root], { cwd: join(import.meta.dirname, '../..'), stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => child.on('close', resolve))
  await new Promise((resolve) => child.stdout.once('data', resolve))
  setTimeout(() => child.kill('SIGKILL'), milliseconds)
  await ended
}

it('a kill at any moment leaves every file old or new, never half', { timeout: 60_000 }, async () => {
  for (const milliseconds of [5, 40, 80, 120, 160]) {
    const root = mkdtempSync(join(tmpdir(), 'killed-'))
    for (let n = 0; n < count; n++) writeFileSync(join(root, `f${n}`), 'o'.repeat(size))
    await killedAfter(milliseconds, root)
    const texts = readdirSync(root)
      .filter((name) => /^f\d+$/.test(name))
      .map((name) => readFileSync(join(root, name), 'utf8'))
    expect(texts).toHaveLength(count)
    expect(texts.filter((text) => text !== 'o'.repeat(size) && text !== 'n'.repeat(size))).toEqual([])
    rmSync(root, { recursive: true })
  }
})
