import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { copyExample } from '../../scripts/example-project.ts'
import { everything } from './everything.ts'
import { must, run } from './shell.ts'

/** `verify` on each example as it is set up without a question. */
const missing = inject('withoutEngine')
const examples = ['fastapi', 'django', 'streamlit', 'nextjs', 'monorepo', 'dagster', 'airflow']

interface Verified {
  figures: readonly { unit: string; stop: number | null; healthy: number | null }[]
  checks: readonly { check: string; service: string | null; ok: boolean; detail: string }[]
}

describe.skipIf(missing !== null)('verify passes', () => {
  const work = mkdtempSync(join(tmpdir(), 'dockerize-examples-'))
  const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')
  afterAll(() => rmSync(work, { recursive: true, force: true }))

  it.each(examples)('%s', { timeout: 1_800_000 }, async (name) => {
    const dir = join(work, name)
    copyExample(name, dir)
    await must(process.execPath, [cli, '--yes', '--no-validate'], { cwd: dir })
    const before = await everything()
    const { code, out, err } = await run(process.execPath, [cli, 'verify', '--json'], { cwd: dir, seconds: 1700 })
    const { figures, checks } = JSON.parse(out) as Verified
    expect(checks.filter((one) => !one.ok)).toEqual([])
    expect(code, err).toBe(0)
    expect(figures.length).toBeGreaterThan(0)
    expect(await everything()).toBe(before)
  })
})
