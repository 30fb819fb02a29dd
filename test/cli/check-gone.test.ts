import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aShop } from '../terminal/shop.ts'
import { runCli } from './run-cli.ts'

test('names the line that copies what is gone, though templates of today would not copy it', async () => {
  const folder = aShop()
  const file = (path: string) => join(folder.path, path)
  writeFileSync(file('alembic.ini'), '[alembic]\nscript_location = alembic\n')
  mkdirSync(file('alembic'))
  writeFileSync(file('alembic/env.py'), 'from alembic import context\n')
  writeFileSync(file('pyproject.toml'), readFileSync(file('pyproject.toml'), 'utf8').replace('"redis>=5"', '"redis>=5", "alembic>=1.13"'))
  await runCli(['--yes', '--no-validate'], folder.path)
  const line =
    readFileSync(file('Dockerfile'), 'utf8')
      .split('\n')
      .findIndex((one) => /^COPY .*alembic\.ini/.test(one)) + 1
  expect(line).toBeGreaterThan(0)
  expect((await runCli(['check', '--no-validate'], folder.path)).code).toBe(0)
  rmSync(file('alembic.ini'))
  const { code, stdout } = await runCli(['check', '--no-validate'], folder.path)
  expect(code).toBe(1)
  expect(stdout).toMatch(new RegExp(`Dockerfile:${line}: copy sources\\s+alembic\\.ini is not there`))
  folder.remove()
})
