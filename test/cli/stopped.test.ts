import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { aShop } from '../terminal/shop.ts'
import { environment, program } from '../terminal/terminal.ts'

const leftovers: (() => void)[] = []
afterEach(() => leftovers.splice(0).forEach((remove) => remove()))

/** A docker that never answers, and says when it was asked. */
function silentDocker(): { folder: string; asked: string } {
  const folder = mkdtempSync(join(tmpdir(), 'docker-'))
  leftovers.push(() => rmSync(folder, { recursive: true, force: true }))
  const asked = join(folder, 'asked')
  writeFileSync(join(folder, 'docker'), `#!/bin/sh\n: > ${asked}\nexec sleep 30\n`)
  chmodSync(join(folder, 'docker'), 0o755)
  return { folder, asked }
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('did not come to it')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s while docker is asked: the files are there, and that is what is said', async (signal, code) => {
  const shop = aShop()
  leftovers.push(shop.remove)
  const docker = silentDocker()
  const child = spawn(process.execPath, [...program, '--yes'], {
    cwd: shop.path,
    env: { ...environment, PATH: `${docker.folder}:${environment.PATH}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  await until(() => existsSync(docker.asked))
  child.kill(signal)
  expect(await ended).toBe(code)
  expect(stderr).toBe('Stopped. The files are written; checking them did not end.\n')
  expect(existsSync(join(shop.path, 'compose.yaml'))).toBe(true)
})
