import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { keys, Terminal } from './terminal.ts'

const example = join(import.meta.dirname, '../../examples/dagster')
const open: { terminal: Terminal; folder: string }[] = []
afterEach(() => {
  for (const { terminal, folder } of open.splice(0)) {
    terminal.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

function start() {
  const folder = mkdtempSync(join(tmpdir(), 'locations-'))
  cpSync(example, folder, { recursive: true })
  const terminal = new Terminal(['--no-validate'], folder)
  open.push({ terminal, folder })
  return { terminal, read: (path: string) => readFileSync(join(folder, path), 'utf8') }
}

test("Dagster's three services: the locations are shown, where runs execute is asked once with what it costs", async () => {
  const { terminal, read } = start()
  await terminal.answer(/Which of them\?/, keys.enter)
  await terminal.waitFor(/Where do runs execute[^]*give it memory[^]*⏎ select/)
  expect(terminal.after(/Dagster runs as/)).toMatchInlineSnapshot(`
    "  sales: Dagster runs as three services: your code (gRPC), the webserver, and
      the daemon, which starts what is due; PostgreSQL has the history. Where runs
      execute is yours to say

    ? sales: Where do runs execute?
    ❯ default
      docker

    in the code location's container: simplest; give it memory
    ↑↓ navigate • ⏎ select"
  `)
  terminal.type(keys.down)
  await terminal.waitFor(/needs the Docker\s+socket, which is root/)
  terminal.type(keys.up + keys.enter)
  await terminal.answer(/Set it up like this\?/, keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(read('dagster/workspace.yaml').match(/location_name: .*/g)).toEqual(['location_name: sales', 'location_name: weather'])
  expect(read('compose.yaml')).not.toContain('docker.sock')
  expect(terminal.screen()).toContain('--yes')
})

test('a container for each run: the socket is there, and said', async () => {
  const { terminal, read } = start()
  await terminal.answer(/Which of them\?/, keys.enter)
  await terminal.answer(/Where do runs execute/, keys.down, keys.enter)
  await terminal.answer(/Set it up like this\?/, keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(read('compose.yaml')).toContain('/var/run/docker.sock')
  expect(terminal.screen()).toMatch(/socket/i)
  expect(terminal.screen()).toContain('launcher=docker')
})
