import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { recover } from '../../src/apply/commit.ts'
import { everything } from './everything.ts'

const count = 300
const size = 2000

/** Commits an update of many files and is killed as soon as that many files of a kind lie in the folder. */
async function killedAt(root: string, ending: string, many: number): Promise<void> {
  const script = `
    import { commit } from ${JSON.stringify(join(import.meta.dirname, '../../src/apply/commit.ts'))}
    const changes = Array.from({ length: ${count} }, (_, n) => ({ path: 'f' + n, mode: 0o644, action: 'update', before: 'o'.repeat(${size}), after: 'n'.repeat(${size}) }))
    await commit(process.argv[2], changes)
  `
  const file = join(root, 'commit.mts')
  writeFileSync(file, script)
  const child = spawn(process.execPath, ['--import', 'tsx', file, root], { cwd: join(import.meta.dirname, '../..'), stdio: ['ignore', 'ignore', 'inherit'] })
  let running = true
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve(void (running = false))))
  while (running && readdirSync(root).filter((name) => name.endsWith(ending)).length < many) await nextTurn()
  child.kill('SIGKILL')
  await ended
}

it.each([
  ['while new texts are put beside', '.new', 5],
  ['when the first file is replaced', '.old', 1],
  ['in the middle of replacing', '.old', 100],
])('a kill %s leaves every file old or new, never half', { timeout: 60_000 }, async (_, ending, many) => {
  const root = mkdtempSync(join(tmpdir(), 'killed-'))
  for (let n = 0; n < count; n++) writeFileSync(join(root, `f${n}`), 'o'.repeat(size))
  await killedAt(root, ending, many)
  const files = readdirSync(root).filter((name) => /^f\d+$/.test(name))
  const texts = files.map((name) => readFileSync(join(root, name), 'utf8'))
  expect(texts).toHaveLength(count)
  expect(texts.filter((text) => text !== 'o'.repeat(size) && text !== 'n'.repeat(size))).toEqual([])
  if (ending === '.new') expect(texts.every((text) => text.startsWith('o'))).toBe(true)

  const recovered = await recover(root)
  const kind = recovered?.how === 'taken back' ? 'o' : 'n'
  const after = everything(root)
  rmSync(root, { recursive: true })
  expect(Object.keys(after).filter((name) => !/^(f\d+|commit\.mts)$/.test(name))).toEqual([])
  expect(Object.entries(after).filter(([name, text]) => name.startsWith('f') && text !== `644 ${kind.repeat(size)}`)).toEqual([])
})
