import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { must, run, type Ended } from './shell.ts'

/** `verify` on a small set-up that is right, on copies of it that are not, and stopped in the middle. */
const missing = inject('withoutEngine')

const server = `import signal
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"ok")


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
if __name__ == "__main__":
    HTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
`

interface Verified {
  figures: { unit: string; sizeAboveBase: number; healthy: number; stop: number; user: string }[]
  checks: { check: string; service: string | null; ok: boolean; detail: string }[]
}

describe.skipIf(missing !== null)('verify', () => {
  const work = mkdtempSync(join(tmpdir(), 'dockerize-sabotage-'))
  const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')
  const right = join(work, 'right')
  let before: string

  beforeAll(async () => {
    mkdirSync(right)
    writeFileSync(join(right, 'server.py'), server)
    writeFileSync(join(right, 'requirements.txt'), '')
    await must(process.execPath, [cli, '--yes', '--no-validate'], { cwd: right })
    before = await everything()
  })
  afterAll(async () => {
    rmSync(work, { recursive: true, force: true })
    expect(await everything()).toBe(before)
  })

  it('passes what is right, and says what it measured', async () => {
    const { code, out } = await run(process.execPath, [cli, 'verify', '--json'], { cwd: right, seconds: 170 })
    const { figures, checks } = JSON.parse(out) as Verified
    expect(checks.filter((one) => !one.ok)).toEqual([])
    expect(code).toBe(0)
    expect(checks.map((one) => one.check)).toEqual(expect.arrayContaining(['no secret in it', 'a hang is found', 'stops', 'runs read-only', 'rebuilds']))
    expect(figures).toMatchObject([{ unit: 'app', user: '10001' }])
    expect(figures[0]?.stop).toBeLessThan(2)
    expect(await everything()).toBe(before)
  })

  const edit = (file: string, from: string | RegExp, to: string) => (dir: string) => {
    const text = readFileSync(join(dir, file), 'utf8')
    expect(text).not.toBe(text.replace(from, to))
    writeFileSync(join(dir, file), text.replace(from, to))
  }
  const sabotages: readonly [what: string, sabotage: (dir: string) => void, check: string, says: RegExp][] = [
    ['a wrong port', edit('server.py', '8000), Handler', '8001), Handler'), 'starts', /check fails: .*[Rr]efused/],
    ['a package that is not installed', edit('server.py', 'import signal\n', 'import signal\nimport psycopg\n'), 'starts', /ended .*No module named 'psycopg'/],
    ['root', edit('Dockerfile', /USER 10001:10001(?![\s\S]*USER)/, 'USER 0:0'), 'runs without root', /runs as root/],
    [
      'a secret in a layer',
      edit('Dockerfile', /(AS runtime\n)/, '$1RUN mkdir -p /srv && echo KEY=abcdefgh > /srv/.env\nRUN rm /srv/.env\n'),
      'no secret in it',
      /\.env is in a layer/,
    ],
    ['a secret in its environment', edit('Dockerfile', /(AS runtime\n)/, '$1ENV API_TOKEN=abcdefghij\n'), 'no secret in it', /has API_TOKEN/],
    ['a route that is not there', edit('server.py', 'send_response(200)', 'send_response(500)'), 'starts', /check fails/],
    ['a file that is ignored', edit('.dockerignore', '!server.py', ''), 'builds', /Dockerfile:\d+: .*server\.py/],
    ['a signal that nobody minds', edit('server.py', 'lambda *_: sys.exit(0)', 'signal.SIG_IGN'), 'stops', /had to be killed/],
    ['a folder that it may not write', edit('server.py', 'if __name__', 'open("/srv/log", "w")\nif __name__'), 'starts', /Permission denied/],
    ['a variable that is missing', edit('compose.yaml', 'services:', 'x-a: ${NOWHERE_SAID:?say where}\n\nservices:'), 'is valid', /NOWHERE_SAID/],
  ]

  it.each(sabotages)('finds %s', async (_, sabotage, check, says) => {
    const dir = join(mkdtempSync(join(work, 'copy-')), 'right')
    cpSync(right, dir, { recursive: true })
    sabotage(dir)
    const { code, out } = await run(process.execPath, [cli, 'verify', '--json'], { cwd: dir, seconds: 170 })
    const failed = (JSON.parse(out) as Verified).checks.filter((one) => !one.ok)
    expect(failed.map((one) => `${one.check}: ${one.detail}`).find((line) => line.startsWith(check))).toMatch(says)
    expect(code).toBe(1)
  })

  it('finds a port that is taken', async () => {
    const listener = await listening(8000)
    const { out } = await run(process.execPath, [cli, 'verify', '--json'], { cwd: right, seconds: 170 })
    listener?.close()
    expect((JSON.parse(out) as Verified).checks.filter((one) => !one.ok).map((one) => one.detail)).toEqual([
      '8000 is taken on this machine: set APP_PORT in .env',
    ])
  })

  it('leaves nothing behind where it is stopped in the middle', async () => {
    for (const seconds of [1, 4, 8, 13]) {
      const ended = await interrupted(seconds)
      expect(ended.code).toBe(130)
      expect(await everything()).toBe(before)
    }
  })

  async function interrupted(seconds: number): Promise<Ended> {
    const command = `${process.execPath} ${cli} verify & sleep ${seconds}; kill -INT $!; wait $!`
    return run('bash', ['-c', `set -m; ${command}`], { cwd: right, seconds: 120 })
  }
})

/** Whatever the engine holds that a run could leave: the builder's cache apart. */
async function everything(): Promise<string> {
  const lists = await Promise.all([
    must('docker', ['ps', '--all', '--quiet', '--filter', 'name=dockerize-verify']),
    must('docker', ['volume', 'ls', '--quiet', '--filter', 'name=dockerize-verify']),
    must('docker', ['network', 'ls', '--quiet', '--filter', 'name=dockerize-verify']),
    must('docker', ['image', 'ls', '--all', '--format', '{{.ID}} {{.Repository}}:{{.Tag}}']),
  ])
  return lists.map((list) => list.split('\n').sort().join('\n')).join('\n\n')
}

async function listening(port: number): Promise<Server | null> {
  const taken = createServer()
  return new Promise((resolve) => {
    taken.once('error', () => resolve(null))
    taken.listen(port, '127.0.0.1', () => {
      expect((taken.address() as AddressInfo).port).toBe(port)
      resolve(taken)
    })
  })
}
