import { beforeAll, expect, it } from 'vitest'
import { eachStack } from './provided.ts'
import { must, run } from './shell.ts'
import { secretsOf, type StackSetUp } from './stack.ts'

const targets = ['base', 'builder', 'runtime', 'testing', 'development'] as const

/** Builds a target and returns the id of the image, which goes away with the project's others. */
async function build(stack: StackSetUp, target?: string): Promise<string> {
  const tag = `${stack.project}/target:${target ?? 'default'}`
  return (await must('docker', ['build', '--quiet', '--tag', tag, ...(target ? ['--target', target] : []), stack.dir], { seconds: 300 })).trim()
}

eachStack('the image', (stack) => {
  const ids = new Map<string, string>()
  let image = ''
  /** Every path in the image: `mode uid/gid size path`. */
  let listing: string[] = []

  beforeAll(async () => {
    for (const target of targets) ids.set(target, await build(stack, target))
    image = ids.get('runtime') ?? ''
    const created = (await must('docker', ['create', image])).trim()
    try {
      listing = (await must('sh', ['-c', `docker export ${created} | tar -t`])).split('\n')
    } finally {
      await run('docker', ['rm', '-f', created])
    }
  }, 900_000)

  it('builds by the name of each target, runtime being what a plain build gives', async () => {
    expect([...ids.values()].every(Boolean)).toBe(true)
    expect(await build(stack)).toBe(image)
  })

  it('passes the checks of docker in every target without a warning', async () => {
    for (const target of targets) expect(await run('docker', ['build', '--check', '--target', target, stack.dir]), target).toMatchObject({ code: 0 })
  })

  it('holds no secret, no history, no compiler, no package manager and no tests', () => {
    const own = listing.filter((path) => !/(^|\/)(site|dist)-packages\/|^usr\/|^(proc|sys|dev)\//.test(path))
    const unwanted = own.filter((path) =>
      /(^|\/)(\.env(\..*)?|\.git|tests?|test_[^/]*\.py|conftest\.py|uv\.lock|poetry\.lock|Dockerfile|compose[^/]*\.yaml|\.dockerize|DOCKER\.md)(\/|$)/.test(
        path,
      ),
    )
    expect(unwanted).toEqual([])
    const tools = listing.filter((path) => /(^|\/)s?bin\/(gcc|cc|make|git|uv|uvx|poetry|npm|curl|wget)$/.test(path))
    expect(tools).toEqual([])
    expect(listing.filter((path) => /^root\/\.cache\/.|^var\/lib\/apt\/lists\/[^/]+_|^opt\/venv\/.*\/(pytest|ruff)\//.test(path))).toEqual([])
  })

  it('holds no value of .env in its layers, history or configuration', async () => {
    const secrets = secretsOf(stack)
    expect(secrets.length).toBeGreaterThan(0)
    for (const id of ids.values()) {
      const words = (await must('docker', ['history', '--no-trunc', id])) + (await must('docker', ['inspect', id]))
      for (const secret of secrets) expect(words.includes(secret)).toBe(false)
    }
    const found = await run('sh', ['-c', `docker save ${image} | tar -xO | grep -a -c -F -e "$0"`, secrets.join('\n')])
    expect(found.out.trim()).toBe('0')
  })

  it('runs as a numeric user that is not root, whose home can be written, whose code cannot', async () => {
    const { User, Env, Cmd, Healthcheck } = JSON.parse(await must('docker', ['inspect', '--format', '{{json .Config}}', image])) as {
      User: string
      Env: string[]
      Cmd: string[]
      Healthcheck: { Test: string[]; StartPeriod: number; StartInterval: number }
    }
    expect(User).toMatch(/^[1-9]\d*(:\d+)?$/)
    expect(Env).toContain('PYTHONUNBUFFERED=1')
    expect(Env.filter((one) => one.startsWith('UV_PROJECT') || one.startsWith('UV_COMPILE'))).toEqual([])
    expect(Cmd[0]).not.toMatch(/sh$|uv$|poetry$/)
    expect(Healthcheck.StartPeriod).toBeGreaterThan(0)
    expect(Healthcheck.StartInterval).toBeGreaterThan(0)
    const script =
      'id -u; cd && touch kept && echo home; touch /app/new 2>/dev/null || echo closed; touch /opt/venv/new 2>/dev/null || echo sealed; python -c "import sys; print(sys.prefix)"'
    const said = await must('docker', ['run', '--rm', '--network', 'none', image, 'sh', '-c', script])
    expect(said.split('\n')).toEqual([expect.stringMatching(/^[1-9]\d*$/), 'home', 'closed', 'sealed', '/opt/venv'])
  })

  it('reuses the dependencies when only the source changes', async () => {
    const before = JSON.parse(await must('docker', ['inspect', '--format', '{{json .RootFS.Layers}}', image])) as string[]
    const context = `cp -a "$0" "$1" && printf '\\n# a line\\n' >> "$1/${stack.edit.file}"`
    const copy = `${stack.dir}-edited`
    await must('sh', ['-c', context, stack.dir, copy])
    const changed = await build({ ...stack, dir: copy }, 'runtime')
    const after = JSON.parse(await must('docker', ['inspect', '--format', '{{json .RootFS.Layers}}', changed])) as string[]
    // What is collected from the source carries the time of the build, which servers tell browsers: a layer of its own.
    expect(after.filter((layer) => !before.includes(layer))).toHaveLength(stack.styled ? 2 : 1)
  })
})
