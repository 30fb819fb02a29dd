import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pin, type PinRequest } from '../../src/dependencies/pin.ts'
import { Cancelled } from '../../src/errors.ts'

const path = process.env['PATH']
let bin = ''
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'bin-'))
  process.env['PATH'] = `${bin}:/usr/bin:/bin`
})
afterEach(() => {
  process.env['PATH'] = path
  rmSync(bin, { recursive: true, force: true })
})

/** A program that is found first, and notes how it was called. */
function program(name: string, script: string): { calls: () => string[] } {
  writeFileSync(join(bin, name), `#!/bin/sh\necho "$0 $*" >> "${bin}/${name}.calls"\n${script}\n`)
  chmodSync(join(bin, name), 0o755)
  return {
    calls: () => {
      try {
        return readFileSync(join(bin, `${name}.calls`), 'utf8')
          .trim()
          .split('\n')
      } catch {
        return []
      }
    },
  }
}

const report = JSON.stringify({
  version: '1',
  install: [{ metadata: { name: 'Flask', version: '3.1.3' } }, { metadata: { name: 'typing_extensions', version: '4.16.0' } }],
})
const python = (version: string, pip: string) => `case "$1" in -c) echo ${version} ;; -m) ${pip} ;; esac`
const nobody = () => {
  for (const name of ['uv', 'python3.13', 'python3', 'python', 'docker']) program(name, 'echo "error: not here" >&2; exit 1')
}
const request = (changes: Partial<PinRequest> = {}): PinRequest => ({
  requirements: ['flask'],
  python: '3.13',
  root: bin,
  image: 'python:3.13-slim-trixie',
  signal: new AbortController().signal,
  progress: () => {},
  ...changes,
})

test('uv answers for the version and system of the image, and is told by its input what to look up', async () => {
  nobody()
  const uv = program('uv', `cat > "${bin}/asked"; printf 'flask==3.1.3\\nTyping_Extensions==4.16.0\\n'`)
  const docker = program('docker', 'exit 1')
  const { pins } = await pin(request({ requirements: ['flask[async]>=3'] }))
  expect([...pins!]).toEqual([
    ['flask', '3.1.3'],
    ['typing-extensions', '4.16.0'],
  ])
  expect(readFileSync(join(bin, 'asked'), 'utf8')).toBe('flask[async]>=3\n')
  expect(uv.calls()[0]).toMatch(/pip compile - .*--only-binary :all: --python-version 3.13 --python-platform linux$/)
  expect(docker.calls()).toEqual([])
})

test('pip of the same Python answers where there is no uv, and builds nothing', async () => {
  nobody()
  program('python3', python('3.13', `echo '${report}'`))
  const docker = program('docker', 'exit 1')
  expect((await pin(request())).pins?.get('flask')).toBe('3.1.3')
  expect(readFileSync(join(bin, 'python3.calls'), 'utf8')).toMatch(/-m pip install --dry-run --ignore-installed .*--only-binary :all: --python-version 3.13/)
  expect(docker.calls()).toEqual([])
})

test('pip of another Python judges by its own: a container is asked before it', async () => {
  nobody()
  program('python3', python('3.9', `echo '${report.replace('3.1.3', '2.0.0')}'`))
  const docker = program('docker', `echo '${report}'`)
  expect((await pin(request())).pins?.get('flask')).toBe('3.1.3')
  expect(docker.calls()[0]).toMatch(/run --rm --init .*python:3.13-slim-trixie timeout \d+ pip install --dry-run .*flask$/)
})

test('and is asked all the same where nothing else answers', async () => {
  nobody()
  program('python3', python('3.9', `echo '${report}'`))
  expect((await pin(request())).pins?.get('flask')).toBe('3.1.3')
})

test('an answer that lacks what was asked for is none', async () => {
  nobody()
  program('uv', "echo 'requests==2.34.2'")
  program('docker', `echo '${report}'`)
  expect((await pin(request())).pins?.get('flask')).toBe('3.1.3')
})

test('nobody answers: why, in the words of whoever did last', async () => {
  nobody()
  program('docker', 'echo "ERROR: No matching distribution found for flsk" >&2; exit 1')
  expect(await pin(request())).toEqual({ pins: null, why: 'pip in docker: No matching distribution found for flsk' })
})

test('nobody is here', async () => {
  process.env['PATH'] = bin
  expect(await pin(request())).toEqual({ pins: null, why: 'neither uv, nor pip, nor docker is here' })
})

test('a person who leaves ends it at once', async () => {
  nobody()
  program('uv', 'exec sleep 60')
  const stop = new AbortController()
  setTimeout(() => stop.abort(new Cancelled()), 200)
  const started = Date.now()
  await expect(pin(request({ signal: stop.signal }))).rejects.toBeInstanceOf(Cancelled)
  expect(Date.now() - started).toBeLessThan(5000)
})
