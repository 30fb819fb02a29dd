import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { must, run } from './shell.ts'
import { hostOfBuilds, makeWheel } from './wheel.ts'

/** A project whose package index asks for a password, which the image must not keep. */
const missing = inject('withoutEngine')
const token = 'shibboleth-of-the-index'

describe.skipIf(missing !== null)('private packages', () => {
  const work = mkdtempSync(join(tmpdir(), 'dockerize-private-'))
  const dir = join(work, 'ledger')
  const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')
  let image = ''
  let index: Server
  let asked = 0

  beforeAll(async () => {
    const wheel = await makeWheel(work, 'acme_ledger', 'WORD = "paid"\n')
    index = createServer((request, answer) => {
      asked++
      const credentials = Buffer.from((request.headers.authorization ?? '').replace('Basic ', ''), 'base64').toString()
      if (credentials !== `builder:${token}`) return answer.writeHead(401, { 'WWW-Authenticate': 'Basic realm="packages"' }).end()
      if (request.url?.endsWith('.whl')) return answer.end(wheel.bytes)
      answer.setHeader('Content-Type', 'text/html').end(`<a href="/${wheel.file}">${wheel.file}</a>`)
    })
    await new Promise<void>((resolve) => index.listen(0, '0.0.0.0', resolve))
    const { port } = index.address() as { port: number }
    const gateway = await hostOfBuilds()
    mkdirSync(dir)
    writeFileSync(
      join(dir, 'requirements.txt'),
      `--extra-index-url http://builder:\${ACME_TOKEN}@${gateway}:${port}/simple\n--trusted-host ${gateway}\nflask==3.1.2\nacme-ledger==1.0\n`,
    )
    writeFileSync(
      join(dir, 'app.py'),
      'from flask import Flask\n\nimport acme_ledger\n\napp = Flask(__name__)\n\n\n@app.get("/health")\ndef health():\n    return acme_ledger.WORD\n',
    )
    await must(process.execPath, [cli, '--yes', '--no-validate'], { cwd: dir })
    image = (await must('docker', ['compose', 'config', '--images'], { cwd: dir })).trim()
  })
  afterAll(async () => {
    index.close()
    rmSync(work, { recursive: true, force: true })
    await run('docker', ['image', 'rm', '--force', image])
  })

  it('is not built by who does not know the password', async () => {
    const { code, err } = await run('docker', ['compose', 'build', '--no-cache'], { cwd: dir, seconds: 170 })
    expect(code, err).not.toBe(0)
    expect(asked).toBeGreaterThan(0)
  })

  it('is built with the password of .env, which is in none of its layers', async () => {
    writeFileSync(join(dir, '.env'), readFileSync(join(dir, '.env'), 'utf8').replace('#ACME_TOKEN=', `ACME_TOKEN=${token}`))
    await must('docker', ['compose', 'build', '--no-cache'], { cwd: dir, seconds: 170 })
    expect((await must('docker', ['run', '--rm', image, 'python', '-c', 'import acme_ledger; print(acme_ledger.WORD)'])).trim()).toBe('paid')
    expect(await must('docker', ['history', '--no-trunc', image])).not.toContain(token)
    const found = await run('bash', ['-c', `set -o pipefail; docker save ${image} | tar --extract --to-stdout | grep --count --text ${token}`])
    expect(found.out.trim()).toBe('0')
  })
})
