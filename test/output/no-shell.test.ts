import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../cli/run-cli.ts'
import { aShop } from '../terminal/shop.ts'

test('no command that is told needs a shell in an image that has none', async () => {
  const folder = aShop()
  const read = (path: string) => readFileSync(join(folder.path, path), 'utf8')
  await runCli(['--yes', '--no-validate', '--base', 'distroless'], folder.path)
  expect(read('DOCKER.md')).not.toMatch(/docker compose exec api (sh|id)\b/)
  expect(read('DOCKER.md')).toContain('docker compose -f compose.yaml -f compose.dev.yaml run --rm --no-deps --entrypoint sh api')
  expect(read('Makefile')).toContain('exec -T $(SERVICE) sh -c : >/dev/null 2>&1; then')
  expect(read('Makefile')).toContain('else $(DEV) --profile full run --rm --build --no-deps --entrypoint sh $(SERVICE); fi')
  folder.remove()
})
