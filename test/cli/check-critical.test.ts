import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { aShop, type Folder } from '../terminal/shop.ts'
import { runCli } from './run-cli.ts'

const folders: Folder[] = []
afterEach(() => folders.splice(0).forEach((folder) => folder.remove()))

async function aSetUp(): Promise<{ root: string; change(path: string, from: RegExp, to: string): number }> {
  const folder = aShop()
  folders.push(folder)
  expect(await runCli(['--yes', '--no-validate'], folder.path)).toMatchObject({ code: 0 })
  return {
    root: folder.path,
    /** @returns the line of what was put there. */
    change(path, from, to) {
      const file = join(folder.path, path)
      const before = readFileSync(file, 'utf8')
      const after = before.replace(from, to)
      expect(after).not.toBe(before)
      writeFileSync(file, after)
      return after.slice(0, before.search(from)).split('\n').length
    },
  }
}

const check = ['check', '--no-validate']

test('check fails on what is critical in a file of ours, at its line, and says what to do', async () => {
  const { root, change } = await aSetUp()
  expect(await runCli(check, root)).toMatchObject({ code: 0 })
  const line = change('Dockerfile', /^USER .*$(?![\s\S]*^USER )/m, 'USER root')
  const { code, stdout } = await runCli(check, root)
  expect(code).toBe(1)
  expect(stdout).toContain(`Dockerfile:${line}: review: df/no-root-user`)
  expect(stdout).toContain('USER root is the last one')
  const { validation } = JSON.parse((await runCli([...check, '--json'], root)).stdout) as { validation: { check: string; ok: boolean; at?: object }[] }
  expect(validation.filter((one) => one.ok === false)).toMatchObject([{ check: 'review: df/no-root-user', at: { file: 'Dockerfile', line } }])
})

test('what somebody decided is taken back as for review: in the settings, or in the file', async () => {
  const { root, change } = await aSetUp()
  change('compose.yaml', /^ {2}postgres:$/m, '  postgres:\n    privileged: true')
  expect(await runCli(check, root)).toMatchObject({ code: 1 })
  writeFileSync(join(root, '.dockerize/review.yaml'), 'ignore: [dc/privileged]\n')
  expect(await runCli(check, root)).toMatchObject({ code: 0 })
  writeFileSync(join(root, '.dockerize/review.yaml'), '')
  change('compose.yaml', /^ {4}privileged: true$/m, '    privileged: true # dockerize-ignore dc/privileged for the profiler')
  expect(await runCli(check, root)).toMatchObject({ code: 0 })
})

test('a file that is not ours is no matter of check', async () => {
  const { root } = await aSetUp()
  writeFileSync(join(root, 'Dockerfile.tools'), 'FROM debian:trixie-slim\nCMD ["bash"]\n')
  expect(await runCli(check, root)).toMatchObject({ code: 0 })
  expect(await runCli(['review'], root)).toMatchObject({ code: 1 })
})
