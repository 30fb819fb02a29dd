import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { run } from './shell.ts'
import { install, setUpStacks } from './set-up.ts'
import { clear, removeImages, type StackSetUp } from './stack.ts'

/** Once before all files: pack, install, generate. What it made is taken away in the end, also after a failed test. */
export default async function setUpOnce(project: TestProject): Promise<() => Promise<void>> {
  const work = mkdtempSync(join(tmpdir(), 'dockerize-pack-'))
  const missing = await whyNoEngine()
  if (missing !== null && process.env['CI']) throw new Error(`${missing} With CI set the end-to-end tests must run.`)
  project.provide('withoutEngine', missing)
  const stacks: StackSetUp[] = []
  const tearDown = async (): Promise<void> => {
    for (const stack of stacks) {
      await clear(stack)
      await removeImages(stack)
      rmSync(dirname(stack.dir), { recursive: true, force: true })
    }
    rmSync(work, { recursive: true, force: true })
  }
  try {
    const installed = await install(process.cwd(), work)
    project.provide('installed', installed)
    cpSync('node_modules/@devcontainers/cli', join(work, 'devcontainers-cli'), { recursive: true })
    if (missing === null) stacks.push(...(await setUpStacks(join(installed.prefix, 'node_modules/create-dockerize/dist/cli.js'))))
    project.provide('stacks', stacks)
  } catch (error) {
    await tearDown()
    throw error
  }
  return tearDown
}

async function whyNoEngine(): Promise<string | null> {
  const ended = await run('docker', ['info', '--format', '{{.ServerVersion}}'], { seconds: 20 })
  return ended.code === 0 ? null : 'No docker engine answers: install one, or run scripts/with-engine npm test.'
}
