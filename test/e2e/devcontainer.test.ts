import { existsSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { eachStack } from './provided.ts'
import { run } from './shell.ts'
import { clear, own, type StackSetUp } from './stack.ts'

// Beside the packed tarball, where a person who is not root can read it: the clone may lie in root's own folder.
const cli = join(inject('installed').prefix, '../devcontainers-cli/devcontainer.js')

function devcontainer(stack: StackSetUp, command: 'up' | 'exec', ...args: string[]) {
  return run(process.execPath, [cli, command, '--workspace-folder', stack.dir, ...args], { ...own(stack), seconds: 400 })
}

eachStack('the dev container', (stack) => {
  const env = join(stack.dir, '.env')
  beforeAll(async () => {
    await clear(stack)
    renameSync(env, `${env}.away`)
  })
  afterAll(() => renameSync(`${env}.away`, env))

  it('comes up in a fresh clone, which has no .env', async () => {
    const up = await devcontainer(stack, 'up')
    expect(up, up.err.slice(-3000)).toMatchObject({ code: 0 })
    expect(existsSync(env)).toBe(true)
    expect(JSON.parse(up.out.trim().split('\n').at(-1) ?? '{}')).toMatchObject({ outcome: 'success' })
  })

  it('has the project, the tools and a user that is not root', async () => {
    const said = await devcontainer(
      stack,
      'exec',
      'sh',
      '-c',
      'id -u; ls -d Dockerfile; touch made-inside; pytest --version; python -c "import sys; print(sys.prefix)"',
    )
    expect(said, said.err).toMatchObject({ code: 0 })
    const [uid, project, version, prefix] = (said.out + '\n' + said.err).split('\n')
    expect(uid).toMatch(/^[1-9]\d*$/)
    expect(project).toBe('Dockerfile')
    expect(version).toMatch(/^pytest \d/)
    expect(prefix).toBe('/opt/venv')
    expect(existsSync(join(stack.dir, 'made-inside'))).toBe(true)
    expect(statSync(join(stack.dir, 'made-inside')).uid).toBe(stack.person?.uid ?? process.getuid?.())
  })

  it('runs the tests as the remote user, with the database where there is one', async () => {
    const tests = await devcontainer(stack, 'exec', 'sh', '-c', stack.database ? `${stack.database.migrate} && pytest` : 'pytest')
    expect(tests.out, tests.err).toMatch(/\b[1-9]\d* passed/)
    expect(tests.code).toBe(0)
  })
})
