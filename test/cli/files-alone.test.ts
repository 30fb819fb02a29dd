import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { aShop, type Folder } from '../terminal/shop.ts'
import { runCli } from './run-cli.ts'

const folders: Folder[] = []
afterEach(() => folders.splice(0).forEach((folder) => folder.remove()))

const nextOf = async (files: string) => {
  const folder = aShop()
  folders.push(folder)
  const { code, stdout } = await runCli(['--yes', '--no-validate', '--json', '--files', files], folder.path)
  expect(code).toBe(0)
  const { next } = JSON.parse(stdout) as { next: string[] }
  return { next: next.join('\n'), has: (path: string) => existsSync(join(folder.path, path)) }
}

test.each([
  ['bake', 'bake is made for the Dockerfiles and was left out: --files dockerfile,bake'],
  ['ci', 'ci is made for the Dockerfiles and the bake file and was left out: --files dockerfile,bake,ci'],
])('%s alone says what it needs, and builds nothing that is not there', async (files, said) => {
  const { next, has } = await nextOf(files)
  expect(next).toContain(said)
  expect(next).not.toContain('docker build')
  expect(has('docker-bake.hcl') || has('.github/workflows/docker.yml')).toBe(false)
})

test('with what it needs it is written', async () => {
  const { next, has } = await nextOf('dockerfile,bake')
  expect(next).toContain('docker build')
  expect(next).not.toContain('left out')
  expect(has('docker-bake.hcl')).toBe(true)
})
