import fc from 'fast-check'

/** An instruction with what it is for; a text of several lines where it is written over several. */
export interface Part {
  role:
    | 'comment'
    | 'arg'
    | 'from'
    | 'workdir'
    | 'system'
    | 'manifests'
    | 'install'
    | 'source'
    | 'build'
    | 'env'
    | 'user-made'
    | 'copied'
    | 'expose'
    | 'check'
    | 'user'
    | 'cmd'
  text: string
}

/** A Dockerfile in which no rule that the faults are for finds anything, as its stages. */
export interface ValidFile {
  kind: 'python' | 'node' | 'alpine'
  head: readonly Part[]
  builder: readonly Part[]
  final: readonly Part[]
  names: { builder: string; final: string; user: string; app: string }
  beside: Readonly<Record<string, string>>
}

export function textOf(parts: readonly Part[]): string {
  return parts.map((part) => `${part.text}\n`).join('')
}

/** The line on which a part begins. */
export function lineOf(parts: readonly Part[], part: Part): number {
  const before = parts.slice(0, parts.indexOf(part))
  return before.reduce((lines, one) => lines + one.text.split('\n').length, 1)
}

export function partsOf({ head, builder, final }: ValidFile): Part[] {
  return [...head, ...builder, ...final]
}

const part = (role: Part['role'], text: string): Part => ({ role, text })
const word = fc.constantFrom('shop', 'api', 'web', 'billing', 'core', 'ledger', 'atlas', 'mint')
const stage = fc.constantFrom('builder', 'build', 'deps', 'packages', 'compile', 'stage-one')
const last = fc.constantFrom('runtime', 'final', 'production', 'app-image', 'release')
const remark = fc.constantFrom('what runs', 'installed once', 'RUN nothing here', 'see "the docs"', 'FROM the start', "it's $HOME", '&& more')

/** The same command in one line, over several with comments between, or as a text below. */
const shell = (commands: readonly string[], how: 'line' | 'lines' | 'commented' | 'below', flags = ''): string => {
  if (how === 'below') return `RUN ${flags}<<EOF\nset -e\n${commands.join('\n')}\nEOF`
  if (how === 'line') return `RUN ${flags}${commands.join(' && ')}`
  const between = how === 'commented' ? ' \\\n    # and then\n    && ' : ' \\\n    && '
  return `RUN ${flags}${commands.join(between)}`
}
const how = fc.constantFrom('line' as const, 'lines' as const, 'commented' as const, 'below' as const)

const apt = fc
  .tuple(fc.uniqueArray(fc.constantFrom('git', 'tini', 'tzdata', 'libxml2', 'graphviz', 'ffmpeg'), { minLength: 1, maxLength: 3 }), how)
  .map(([packages, how]) =>
    part('system', shell(['apt-get update', `apt-get install -y --no-install-recommends ${packages.join(' ')}`, 'rm -rf /var/lib/apt/lists/*'], how)),
  )

const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.oneof(
    one.map((value) => [value]),
    fc.constant<T[]>([]),
  )
const comment = maybe(remark.map((text) => part('comment', `# ${text}`)))
const blank = maybe(fc.constant(part('comment', '')))

const python = fc
  .record({
    names: fc.record({ builder: stage, final: last, user: word, app: word }),
    version: fc.constantFrom('3.12', '3.13', '3.14'),
    port: fc.integer({ min: 3000, max: 9900 }),
    apt: maybe(apt),
    between: fc.array(fc.oneof(comment, blank), { minLength: 4, maxLength: 4 }),
    syntax: fc.boolean(),
    byArg: fc.boolean(),
    how,
    uv: fc.boolean(),
    uid: fc.integer({ min: 1001, max: 60000 }),
  })
  .map(({ names, version, port, apt, between, syntax, byArg, how, uv, uid }): ValidFile => {
    const image = byArg ? 'python:${PYTHON}-slim-trixie' : `python:${version}-slim-trixie`
    return {
      kind: 'python',
      names,
      beside: {
        'requirements.txt': 'uvicorn==0.40.0\n',
        'pyproject.toml': '[project]\nname = "x"\nversion = "1"\n',
        'uv.lock': '',
        '.dockerignore': '**/.git\n**/.env\n**/.env.*\n**/.venv\n',
        [`${names.app}/main.py`]: '',
      },
      head: [...(syntax ? [part('comment', '# syntax=docker/dockerfile:1')] : []), ...between[0]!, ...(byArg ? [part('arg', `ARG PYTHON=${version}`)] : [])],
      builder: [
        part('from', `FROM ${image} AS ${names.builder}`),
        part('workdir', 'WORKDIR /app'),
        ...(uv
          ? [
              part('copied', 'COPY --from=ghcr.io/astral-sh/uv:0.12.5 /uv /usr/local/bin/uv'),
              part('manifests', 'COPY pyproject.toml uv.lock ./'),
              part('install', shell(['uv sync --locked --no-install-project', 'true'], how, '--mount=type=cache,target=/root/.cache/uv ')),
            ]
          : [
              part('manifests', 'COPY requirements.txt ./'),
              part('install', shell(['python -m venv /app/.venv', '/app/.venv/bin/pip install --no-cache-dir -r requirements.txt'], how)),
            ]),
        ...between[1]!,
      ],
      final: [
        part('from', `FROM ${image} AS ${names.final}`),
        part('workdir', 'WORKDIR /app'),
        ...apt,
        part('env', `ENV PATH=/app/.venv/bin:$PATH \\\n    PYTHONUNBUFFERED=1`),
        part('user-made', `RUN groupadd --gid ${uid} ${names.user} && useradd --uid ${uid} --gid ${uid} --create-home ${names.user}`),
        part('copied', `COPY --from=${names.builder} /app/.venv /app/.venv`),
        ...between[2]!,
        part('source', `COPY ${names.app} ./${names.app}`),
        part('expose', `EXPOSE ${port}`),
        part(
          'check',
          `HEALTHCHECK --interval=10s --start-period=30s --start-interval=1s \\\n  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:${port}/', timeout=3)"]`,
        ),
        part('user', `USER ${uid}`),
        ...between[3]!,
        part('cmd', `CMD ["uvicorn", "${names.app}.main:app", "--host", "0.0.0.0", "--port", "${port}"]`),
      ],
    }
  })

const node = (kind: 'node' | 'alpine') =>
  fc
    .record({
      names: fc.record({ builder: stage, final: last, user: word, app: word }),
      major: fc.constantFrom(22, 24),
      port: fc.integer({ min: 3000, max: 9900 }),
      apt: maybe(apt),
      between: fc.array(fc.oneof(comment, blank), { minLength: 4, maxLength: 4 }),
      build: fc.boolean(),
      how,
      arg: fc.boolean(),
    })
    .map(({ names, major, port, apt, between, build, how, arg }): ValidFile => {
      const image = kind === 'alpine' ? `node:${major}-alpine3.23` : `node:${major}-trixie-slim`
      const system = kind === 'alpine' ? [part('system', shell(['apk add --no-cache tini tzdata', 'true'], how))] : apt
      return {
        kind,
        names,
        beside: {
          'package.json': '{"dependencies": {"fastify": "5.0.0"}}',
          'package-lock.json': '{}',
          '.dockerignore': '**/.git\n**/.env\n**/.env.*\n**/node_modules\n',
          'src/server.js': '',
        },
        head: [...between[0]!],
        builder: [
          part('from', `FROM ${image} AS ${names.builder}`),
          part('workdir', 'WORKDIR /srv/app'),
          ...(arg ? [part('arg', 'ARG COMMIT=unknown')] : []),
          part('manifests', 'COPY package.json package-lock.json ./'),
          part('install', shell(['npm ci', 'true'], how, '--mount=type=cache,target=/root/.npm ')),
          part('source', 'COPY . .'),
          ...between[1]!,
          ...(build ? [part('build', 'RUN npm run build')] : []),
        ],
        final: [
          part('from', `FROM ${image} AS ${names.final}`),
          part('workdir', 'WORKDIR /srv/app'),
          ...system,
          part('env', `ENV NODE_ENV=production PORT=${port}`),
          ...between[2]!,
          part('copied', `COPY --from=${names.builder} --chown=node:node /srv/app ./`),
          part('expose', `EXPOSE ${port}`),
          part(
            'check',
            `HEALTHCHECK --start-period=20s CMD ["node", "-e", "fetch('http://127.0.0.1:${port}/').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]`,
          ),
          part('user', 'USER 1000'),
          ...between[3]!,
          part('cmd', 'CMD ["node", "src/server.js"]'),
        ],
      }
    })

export const validFile: fc.Arbitrary<ValidFile> = fc.oneof(python, node('node'), node('alpine'))
