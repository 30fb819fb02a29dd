import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, expect, inject, it } from 'vitest'
import { must, run } from './shell.ts'

/** A compose file of a person's own, in a style that is not ours. */
const own = `services:
    # Talks to nobody yet.
    app:
        image: python:3.13-slim-trixie
        command: ["sleep", "60"]
        networks: [shop]

networks:
    shop: {}
`
const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')
const missing = inject('withoutEngine')
const dir = mkdtempSync(join(tmpdir(), 'e2e-add-'))
const compose = ['compose', '-p', basename(dir).toLowerCase()]

afterAll(async () => {
  if (missing === null) await run('docker', [...compose, 'down', '--volumes', '--timeout', '2'], { cwd: dir })
  rmSync(dir, { recursive: true, force: true })
})

it('services come into a compose file of a person, start beside what is there, and go without a trace', async (context) => {
  if (missing !== null) return context.skip(missing)
  const file = join(dir, 'docker-compose.yml')
  writeFileSync(file, own)
  const added = JSON.parse(await must(process.execPath, [cli, 'add', 'postgres', 'valkey', '--json'], { cwd: dir })) as { validation: unknown }
  expect(added.validation).toEqual([{ check: 'compose config', ok: true, detail: 'docker compose reads docker-compose.yml' }])
  await must('docker', [...compose, 'up', '-d', '--wait', '--wait-timeout', '60'], { cwd: dir })
  // Under its name, on the network of the app.
  const ping = "import socket; s = socket.create_connection(('valkey', 6379)); s.sendall(b'PING\\r\\n'); print(s.recv(5).decode())"
  expect(await must('docker', [...compose, 'exec', 'app', 'python', '-c', ping], { cwd: dir })).toBe('+PONG')
  await must(process.execPath, [cli, 'remove', 'postgres', 'valkey'], { cwd: dir })
  expect(readFileSync(file, 'utf8')).toBe(own)
})

it("docker's word on the whole is told, and what it refused before is not held against the change", async (context) => {
  if (missing !== null) return context.skip(missing)
  const folder = mkdtempSync(join(tmpdir(), 'e2e-add-'))
  writeFileSync(join(folder, 'compose.yaml'), `${own}# waits\n`.replace('networks: [shop]', 'depends_on: [nobody]'))
  const { code, out } = await run(process.execPath, [cli, 'add', 'redis', '--json'], { cwd: folder })
  expect({ code, validation: (JSON.parse(out) as { validation: unknown }).validation }).toEqual({
    code: 0,
    validation: [{ check: 'compose config', ok: null, detail: expect.stringContaining('docker refused the file before too') as string }],
  })
  rmSync(folder, { recursive: true, force: true })
})
