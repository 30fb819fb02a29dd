import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, it } from 'vitest'
import { run } from './shell.ts'

const { prefix } = inject('installed')

it('installs as one package, without a network', () => {
  const installed = readdirSync(join(prefix, 'node_modules')).filter((name) => !name.startsWith('.'))
  expect(installed).toEqual(['create-dockerize'])
})

it('says its version and its help by the name that npm links', async () => {
  const bin = join(prefix, 'node_modules/.bin/create-dockerize')
  const { version } = JSON.parse(readFileSync(join(prefix, 'node_modules/create-dockerize/package.json'), 'utf8')) as { version: string }
  expect(await run(bin, ['--version'])).toMatchObject({ code: 0, out: expect.stringContaining(version) as string })
  const help = await run(bin, ['--help'])
  expect(help.code).toBe(0)
  expect(help.out).toContain('--entrypoint')
})
