import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { packageManagerOf } from '../../src/package-managers/index.ts'
import { bringOut, buildTarget, layFiles } from './one-image.ts'
import { must, run } from './shell.ts'
import { hostOfBuilds, makeWheel, type Wheel } from './wheel.ts'

/** A lock file gains a package: what was downloaded for the build before is taken from there. The index is the test's own, so that it sees who asks. */
const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')

describe.skipIf(inject('withoutEngine') !== null)('a package more', () => {
  const dir = mkdtempSync(join(tmpdir(), 'e2e-added-'))
  const work = mkdtempSync(join(tmpdir(), 'e2e-added-index-'))
  const names = ['acme_ink', 'acme_paper', 'acme_stamp']
  const asked: string[] = []
  let image = ''
  let index: Server
  let address = ''

  beforeAll(async () => {
    const wheels = new Map<string, Wheel>()
    for (const name of names) wheels.set(name, await makeWheel(work, name, 'WORD = "there"\n'))
    index = createServer((request, answer) => {
      const { 1: page, 2: archive } = /^\/simple\/([\w-]+)\/$|^\/(\w+)-1\.0-/.exec(request.url ?? '') ?? []
      const wheel = wheels.get((archive ?? page ?? '').replaceAll('-', '_'))
      if (!wheel) return answer.writeHead(404).end()
      if (archive === undefined) return answer.setHeader('Content-Type', 'text/html').end(`<a href="/${wheel.file}">${wheel.file}</a>`)
      if (request.method === 'GET') asked.push(archive)
      // As public indexes say of archives: what has such a name never changes.
      answer.setHeader('Cache-Control', 'max-age=365000000, immutable')
      return answer.setHeader('Content-Length', wheel.bytes.length).end(request.method === 'HEAD' ? undefined : wheel.bytes)
    })
    await new Promise<void>((resolve) => index.listen(0, '0.0.0.0', resolve))
    address = `http://${await hostOfBuilds()}:${(index.address() as { port: number }).port}/simple`
  })

  afterAll(async () => {
    index.close()
    rmSync(dir, { recursive: true, force: true })
    rmSync(work, { recursive: true, force: true })
    if (image !== '') await run('docker', ['rmi', '-f', image])
  })

  it('is all that the next build downloads', async () => {
    layFiles(dir, { 'report.py': `def main() -> None:\n    print("done")\n\n\nif __name__ == "__main__":\n    main()\n` })
    await locked(['acme_ink', 'acme_paper'])
    await must(process.execPath, [cli, '--yes', '--no-validate', '--python', '3.13', '--files', 'dockerfile,dockerignore'], { cwd: dir })
    expect(await downloads()).toEqual(['acme_ink', 'acme_paper'])

    await locked(names)
    expect(await downloads()).toEqual(['acme_stamp'])
    expect((await must('docker', ['run', '--rm', image, 'python', '-c', 'import acme_ink, acme_stamp; print(acme_stamp.WORD)'])).trim()).toBe('there')
  })

  /** What a build asks the index for. */
  async function downloads(): Promise<string[]> {
    asked.length = 0
    // The next one has its name, and would leave it without any.
    if (image !== '') await must('docker', ['rmi', image])
    image = await buildTarget(dir, 'runtime')
    return [...asked].sort()
  }

  /** The manifest that wants these, and the lock file that uv makes of it without leaving anything in a cache. */
  async function locked(wanted: readonly string[]): Promise<void> {
    const { tool } = packageManagerOf('uv')
    if (tool?.kind !== 'image') throw new Error('uv comes from an image')
    const list = wanted.map((name) => `"${name.replaceAll('_', '-')}==1.0"`).join(', ')
    writeFileSync(
      join(dir, 'pyproject.toml'),
      `[project]\nname = "${basename(dir).toLowerCase()}"\nversion = "0.1.0"\nrequires-python = ">=3.13"\ndependencies = [${list}]\n\n[[tool.uv.index]]\nname = "acme"\nurl = "${address}"\ndefault = true\n`,
    )
    await bringOut(
      dir,
      `FROM ${tool.image.replace(/\$\{\w+\}/, tool.argument.value)} AS uv
FROM python:3.13-slim-trixie AS lock
COPY --from=uv ${tool.files.join(' ')} ${tool.to}
WORKDIR /project
COPY pyproject.toml ./
RUN uv lock --no-cache
FROM scratch
COPY --from=lock /project/uv.lock /
`,
    )
  }
})
