import { beforeAll, describe, expect, it } from 'vitest'
import { forExample, forFlatProject, type Output } from './generated.ts'

// What published Docker guides get wrong, one test a mistake: it must not be in what we write.

let uv: Output
let pip: Output
let both: [string, Output][]

beforeAll(async () => {
  uv = await forExample()
  pip = await forFlatProject()
  both = [
    ['uv', uv],
    ['pip', pip],
  ]
})

function eachDockerfile(check: (text: string, output: Output) => void): void {
  for (const [, output] of both) check(output.text('Dockerfile'), output)
}

describe('the user', () => {
  it('is made with what slim images have: groupadd and useradd, no adduser or addgroup', () =>
    eachDockerfile((text) => {
      expect(text).not.toMatch(/\b(adduser|addgroup)\b/)
      expect(text).toMatch(/groupadd .*--gid \d+/)
      expect(text).toMatch(/useradd .*--uid \d+/)
    }))

  it('has a home that is there and named, for libraries that write to it', () =>
    eachDockerfile((text, output) => {
      expect(text).toMatch(/--create-home --home-dir (\S+)/)
      expect(output.stage('runtime').lines.join('\n')).toMatch(/HOME=\/home\//)
    }))

  it('is numeric and not root in every stage that runs something', () =>
    eachDockerfile((_text, output) => {
      for (const stage of ['runtime', 'testing', 'development'])
        expect(
          output
            .stage(stage)
            .lines.filter((line) => line.startsWith('USER'))
            .at(-1),
        ).toMatch(/^USER [1-9]\d*(:\d+)?$/)
    }))

  it('may be replaced by any uid of group 0: the group can write what the user can', () =>
    eachDockerfile((text) => expect(text).toMatch(/chown -R \w+:0 .*chmod -R g=u|chown -R \w+:0[\s\S]*chmod -R g=u/)))
})

describe('the install', () => {
  it('does not build the project where its source is not there yet: stand-ins, or the dependencies alone', () => {
    const sync = uv.stage('builder').lines.filter((line) => line.includes('uv sync'))
    for (const line of sync) expect(/--no-install-project/.test(line) || /touch README\.md src\/shop\/__init__\.py.*uv sync/.test(line), line).toBe(true)
  })

  it('asserts that the lock file fits, it does not look away: --locked', () => {
    expect(uv.all).toContain('uv sync --locked')
    expect(uv.all).not.toContain('--frozen')
  })

  it('takes the tool from an image with a version', () => expect(uv.text('Dockerfile')).toMatch(/ARG UV_VERSION=\d+\.\d+\.\d+/))

  it('is no `pip install --user`, whose folder the app’s user does not have', () => {
    for (const [, { all }] of both) expect(all).not.toMatch(/pip install[^\n]*--user|\/root\/\.local/)
  })

  it('goes into the environment that the runtime copies, with pip too', () => {
    const builder = pip.stage('builder').lines.join('\n')
    const given =
      /PIP_PYTHON=\/opt\/venv\/bin\/python|VIRTUAL_ENV=\/opt\/venv|pip --python \/opt\/venv\/bin\/python|\/opt\/venv\/bin\/(python -m )?pip install|uv pip install/
    expect(builder).toMatch(given)
    expect(pip.stage('runtime').lines).toContain('COPY --from=builder /opt/venv /opt/venv')
  })

  it('requires hashes where the file has them', async () => {
    const hash = 'a'.repeat(64)
    const hashed = await forFlatProject({}, { 'requirements.txt': `fastapi==0.128.0 --hash=sha256:${hash}\nuvicorn==0.40.0 \\\n    --hash=sha256:${hash}\n` })
    expect(hashed.stage('builder').lines.join('\n')).toContain('--require-hashes')
    expect(pip.text('Dockerfile')).not.toContain('--require-hashes')
  })

  it('has a compiler in the builder only, and only for a driver that is compiled', () => {
    expect(uv.text('Dockerfile')).not.toMatch(/gcc|libpq/)
    expect(pip.stage('builder').lines.join('\n')).toMatch(/gcc.*libpq-dev/)
    for (const stage of ['base', 'runtime']) expect(pip.stage(stage).lines.join('\n')).not.toMatch(/gcc|-dev\b/)
    expect(pip.stage('base').lines.join('\n')).toContain('libpq5')
  })

  it('keeps apt’s lists out of the image, recommends out of the install, and both cache mounts locked where it has any', () =>
    eachDockerfile((text, output) => {
      const apt = output.stages.flatMap((stage) => output.stage(stage).lines).filter((line) => line.includes('apt-get install'))
      for (const line of apt) {
        expect(line).toContain('--no-install-recommends')
        if (line.includes('type=cache,target=/var/cache/apt')) expect(line).toMatch(/docker-clean.*|sharing=locked.*\/var\/lib\/apt/)
        else expect(line).toContain('rm -rf /var/lib/apt/lists/*')
      }
      expect(text).not.toContain('--no-cache-dir')
    }))
})

describe('stages', () => {
  it('are real ones: the runtime starts from the base and copies a result', () =>
    eachDockerfile((_text, output) => {
      expect(output.stage('runtime').from).toBe('base')
      expect(output.stages.at(-1)).toBe('runtime')
      expect(output.stage('runtime').lines.join('\n')).toMatch(/COPY --from=builder \/opt\/venv \/opt\/venv/)
      expect(output.stage('runtime').lines.join('\n')).not.toMatch(/\buv\b|pip|apt-get/)
    }))

  it('name an exact version and the suite of every image; nothing is `latest`', () =>
    eachDockerfile((text, output) => {
      expect(output.all).not.toMatch(/:latest|:-latest/)
      for (const stage of output.stages) {
        const { from } = output.stage(stage)
        if (!output.stages.includes(from)) expect(from).toMatch(/:\$?\{?[\w.-]+/)
      }
      expect(text).toMatch(/FROM python:\$\{PYTHON_VERSION\}-slim-trixie/)
      expect(text).toMatch(/ARG PYTHON_VERSION=\d+\.\d+/)
    }))

  it('start from slim Debian unless asked otherwise, from no whole distribution', () =>
    eachDockerfile((text) => expect(text).not.toMatch(/^FROM (ubuntu|debian|.*alpine)/m)))

  it('have tests and what they need in one of their own', () =>
    eachDockerfile((_text, output) => {
      const testing = output.stage('testing').lines.join('\n')
      expect(testing).toMatch(/COPY (tests|test_main\.py) /)
      expect(output.stage('runtime').lines.join('\n')).not.toMatch(/tests?\b.*\.\//)
      expect(testing).toMatch(/uv sync --locked(?!.*--no-dev)|requirements-dev\.txt/)
    }))

  it('with distroless use no shell after the builder, and an interpreter at one path', async () => {
    const output = await forExample({ unit: { base: 'distroless', python: '3.13' } })
    const runtime = output.stage('runtime')
    expect(runtime.from).toMatch(/distroless/)
    expect(runtime.lines.filter((line) => line.startsWith('RUN'))).toEqual([])
    expect(runtime.lines.join('\n')).not.toMatch(/CMD-SHELL|"sh"|CMD [^[]/)
    expect(output.stage('builder').from).toBe('base')
    expect(output.stage('base').from).toMatch(/debian:trixie-slim/)
    expect(output.text('Dockerfile')).not.toMatch(/FROM python:/)
    for (const service of Object.values(output.compose('compose.prod.yaml').services)) expect(service?.healthcheck?.test?.[0] ?? '').not.toBe('CMD-SHELL')
  })
})

describe('what is started', () => {
  it('is the server of the environment, not `uv run`, which would sync at every start', () => {
    for (const [, output] of both) {
      const commands = output.stages.flatMap((stage) => output.stage(stage).lines).filter((line) => /^(CMD|ENTRYPOINT)/.test(line))
      expect(commands.join('\n')).not.toMatch(/"(uv|poetry|pipenv)"/)
      for (const path of ['compose.yaml', 'compose.dev.yaml', 'compose.prod.yaml']) {
        for (const service of Object.values(output.compose(path).services)) expect(service?.command?.[0] ?? '').not.toMatch(/^(uv|poetry|pipenv)$/)
      }
    }
  })

  it('is in exec form, so that it gets the signal to stop', () =>
    eachDockerfile((_text, output) => {
      for (const stage of ['runtime', 'development', 'testing'])
        expect(output.stage(stage).lines.filter((line) => /^(CMD|ENTRYPOINT)/.test(line) && !/^(CMD|ENTRYPOINT) \[".*"\]$/.test(line))).toEqual([])
    }))

  it('can import the project: it is installed or on the path', () => {
    expect(uv.stage('runtime').lines.join('\n')).toContain('PYTHONPATH=/app/src')
    expect(pip.stage('runtime').lines.join('\n')).toMatch(/PYTHONPATH=\/app\b/)
  })

  it('listens on a port that needs no privilege', () =>
    eachDockerfile((_text, output) => expect(Number(/EXPOSE (\d+)/.exec(output.stage('runtime').lines.join('\n'))?.[1])).toBeGreaterThan(1023)))

  it('has no flag for proxies that changes nothing', () => {
    for (const [, output] of both) expect(output.all).not.toContain('--proxy-headers')
  })

  it('may compile what it imports: bytecode is shipped with the packages and not switched off', () => {
    expect(uv.stage('builder').lines.join('\n')).toContain('UV_COMPILE_BYTECODE=1')
    eachDockerfile((_text, output) => expect(output.stage('runtime').lines.join('\n')).not.toContain('PYTHONDONTWRITEBYTECODE'))
  })
})

describe('text', () => {
  it('names no old frontend, which would have to be pulled', () => eachDockerfile((text) => expect(text).not.toMatch(/^# *syntax=docker\/dockerfile:1\.\d/m)))
  it('has ENV with an equals sign', () =>
    eachDockerfile((_text, output) => expect(output.stages.flatMap((stage) => output.stage(stage).lines).filter((line) => /^ENV \w+ /.test(line))).toEqual([])))
  it('has no secret in an argument or environment', () => eachDockerfile((text) => expect(text).not.toMatch(/^(ARG|ENV) \w*(PASSWORD|SECRET|TOKEN|KEY)/m)))
  it('adds no signal handler to a server that has its own', () => {
    for (const [, output] of both) expect(output.all).not.toMatch(/signal\.signal|sys\.exit\(0\)/)
  })
})

describe('the health check', () => {
  it('asks with what the image has, at an address that cannot mean ::1', () => {
    for (const [, output] of both) {
      const checks = [
        ...output.stage('runtime').lines.filter((line) => line.startsWith('HEALTHCHECK')),
        ...Object.values(output.compose('compose.yaml').services).map((one) => (one.healthcheck?.test ?? []).join(' ')),
      ]
      expect(checks.join('\n')).not.toMatch(/curl|wget|localhost/)
      expect(checks.join('\n')).toContain('127.0.0.1')
    }
  })

  it('fails on an answer that says so, and has no way to be green always', () =>
    eachDockerfile((_text, output) => {
      const check = output.stage('runtime').lines.find((line) => line.startsWith('HEALTHCHECK')) ?? ''
      expect(check).toMatch(/status >= 400|urlopen/)
      expect(check).not.toMatch(/\|\| (true|exit 0)|except/)
    }))

  it('gives a start its time and looks often while it lasts', () =>
    eachDockerfile((_text, output) =>
      expect(output.stage('runtime').lines.find((line) => line.startsWith('HEALTHCHECK'))).toMatch(/--start-period=\d+s .*--start-interval=\d+m?s/),
    ))
})
