import fc from 'fast-check'

/** How a file is laid out, whatever it says. */
export interface Layout {
  newline: '\n' | '\r\n'
  escape: '\\' | '`'
  lowerCase: boolean
}

const layout: fc.Arbitrary<Layout> = fc.record({
  newline: fc.constantFrom('\n', '\n', '\r\n'),
  escape: fc.constantFrom('\\', '\\', '`'),
  lowerCase: fc.constantFrom(false, false, false, true),
})

/** Names and values as people have them who do not think of parsers. */
const odd = fc.constantFrom('a', 'Zoë', 'x y', '#no-comment', '${TAG:-1}', '$HOME/x', "it's", '"q"', 'a=b', '日本', '-y', '\\$', '`', 'a\tb', '*')
const plain = fc.constantFrom('a', 'production', '8000', 'web-1', '0.0.0.0')
const debianPackage = fc.constantFrom('curl', 'git', 'libgl1-mesa-glx', 'libpcre3-dev', 'libffi7', 'gcc', '"libtiff5"', 'libaio1=1.2', 'wkhtmltopdf', '$EXTRA')

const words = (...parts: readonly (string | fc.Arbitrary<string> | fc.Arbitrary<readonly string[]>)[]): fc.Arbitrary<string[]> =>
  fc.tuple(...parts.map((one) => (typeof one === 'string' ? fc.constant(one) : one))).map((list) => list.flat())

const some = <T>(...values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values])

/** Commands that a fix speaks of, and their neighbours that it must let be. */
const command: fc.Arbitrary<string[]> = fc.oneof(
  { weight: 3, arbitrary: words(fc.constantFrom('apt-get', 'apt', 'sudo apt-get'), some('-qq', '-o', 'A=b'), 'update') },
  {
    weight: 5,
    arbitrary: words(
      fc.constantFrom('apt-get', 'apt', '"apt-get"', 'DEBIAN_FRONTEND=noninteractive apt-get'),
      some('-y', '-q'),
      fc.constantFrom('install', 'install', '"install"', "'install'"),
      some('-y', '--no-install-recommends'),
      fc.array(debianPackage, { minLength: 1, maxLength: 3 }),
    ),
  },
  { weight: 3, arbitrary: words('apk', some('--quiet'), 'add', some('--no-cache', '--virtual', '.build'), fc.constantFrom('curl', 'gcc', 'git')) },
  {
    weight: 3,
    arbitrary: words(
      fc.constantFrom('pip', 'pip3', 'python -m pip', '/opt/venv/bin/pip'),
      'install',
      some('--no-cache-dir', '-q'),
      fc.constantFrom(['-r', 'requirements.txt'], ['flask==3.1.0'], ['.'], ['"flask>=3"']),
    ),
  },
  {
    weight: 4,
    arbitrary: words(
      'uv',
      'sync',
      some('--frozen', '--no-dev', '--no-install-project', '--locked'),
      fc.constantFrom([] as string[], ['--package', 'api'], ['--no-editable']),
    ),
  },
  { weight: 2, arbitrary: words('poetry', 'install', some('--no-root', '--only', 'main', '--no-interaction')) },
  {
    weight: 4,
    arbitrary: words('npm', fc.constantFrom('install', 'i', 'ci', '"install"'), some('--omit=dev', '-g', '--silent'), fc.constantFrom([] as string[], ['tsx'])),
  },
  words('rm', '-rf', fc.constantFrom('/var/lib/apt/lists/*', '/tmp/x', '"/var/cache/apk/*"')),
  words('echo', odd),
  words('sh', '-c', fc.constantFrom('"apt-get install git"', "'npm install && npm test'", '"pip install \\"x\\""')),
  words(fc.constantFrom('true', 'cd /srv', 'npm run build', 'if test -f x; then apt-get install curl; fi', '(cd a && npm install)')),
)

const operator = fc.constantFrom('&&', '&&', '&&', ';', '||', '|')

/** How the words of an instruction stand apart: blanks, tabs, or the next line, with a comment or nothing in between. */
function gap({ escape, newline }: Layout): fc.Arbitrary<string> {
  const line = `${escape}${newline}`
  return fc.oneof({ weight: 14, arbitrary: fc.constant(' ') }, fc.constantFrom('  ', '\t'), {
    weight: 3,
    arbitrary: fc.constantFrom(` ${line}    `, ` ${line}\t`, ` ${line}  # apt-get install comment${newline}    `, ` ${line}${newline}  `),
  })
}

function spaced(list: readonly string[], how: Layout): fc.Arbitrary<string> {
  const [first = '', ...rest] = list.flatMap((one) => one.split(' '))
  return fc.tuple(...rest.map(() => gap(how))).map((gaps) => rest.reduce((text, word, index) => text + gaps[index]! + word, first))
}

const mount = fc.constantFrom(
  '',
  '',
  '',
  '--mount=type=cache,target=/root/.cache/uv ',
  '--mount=type=cache,target=/root/.npm,sharing=locked ',
  '--mount="type=cache,target=/root/.cache" ',
  '--network=none ',
)

/** A step in one of the forms that docker reads. */
function run(how: Layout): fc.Arbitrary<string> {
  const commands = fc.array(fc.tuple(command, operator), { minLength: 1, maxLength: 4 })
  const flat = (list: readonly [string[], string][]): string[] => list.flatMap(([one, next], index) => (index === list.length - 1 ? one : [...one, next]))
  const ending = fc.constantFrom('', '', '', '', '  ', ' ;', ' &', ' || true', ' # no comment')
  const below = (list: readonly [string[], string][]): string => list.map(([one]) => one.join(' ')).join(how.newline)
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(
          mount,
          commands.chain((list) => spaced(flat(list), how)),
          ending,
        )
        .map(([flag, text, end]) => `RUN ${flag}${text}${end}`),
    },
    command.map((one) => `RUN ${JSON.stringify(one.flatMap((word) => word.replaceAll(/["']/g, '').split(' ')))}`),
    command.map((one) => `RUN ["sh", "-c", ${JSON.stringify(one.join(' '))}]`),
    commands.map((list) => `RUN <<EOF${how.newline}set -e${how.newline}${below(list)}${how.newline}EOF`),
    commands.map((list) => `RUN <<-"END" sh -e${how.newline}\t${below(list)}${how.newline}\tEND`),
    fc.constant(`RUN apt-get inst${how.escape}${how.newline}all git`),
  )
}

function other(how: Layout): fc.Arbitrary<string> {
  const healthCommand = fc.constantFrom(
    'CMD curl -f http://localhost:8000/ || exit 1',
    'CMD ["wget", "-q", "http://localhost/", "--header", "Host: localhost"]',
    `CMD curl http://localhost/a && ${how.escape}${how.newline}    curl http://localhost/b`,
    'CMD check 127.0.0.1',
    'NONE',
  )
  const program = fc.constantFrom(
    'node server.js',
    'python  -m app',
    './run.sh --port 80',
    'npm start',
    'echo $HOME',
    'A=1 serve',
    '["node", "a.js"]',
    "['x']",
    'exec serve',
  )
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(fc.constantFrom('ENV', 'LABEL'), plain, odd).map(([name, key, value]) => `${name} V_${key.replaceAll(/\W/g, '_')} ${value}`),
    },
    fc.tuple(plain, plain).map(([key, value]) => `ENV V_${key.replaceAll(/\W/g, '_')}=${value} W="a b"`),
    fc.constantFrom('ARG TAG=1', 'ARG TOKENS', 'ARG EXTRA="x y"', 'ENV UV_FROZEN=1', 'ENV UV_NO_INSTALL_PROJECT=1'),
    odd.map((value) => `MAINTAINER ${value} <a@example.com>`),
    fc.constantFrom('ADD server.js /srv/', 'ADD . .', 'add --chown=1:1 app ./app', 'ADD app.tar.gz /srv', 'ADD ["a b", "c/"]', 'ADD https://example.com/x /x'),
    fc.constantFrom(
      'COPY package.json package-lock.json /srv',
      'COPY ["a", "b", "/srv"]',
      'COPY a b "/s r v"',
      'COPY package*.json ./',
      'COPY pyproject.toml uv.lock ./',
      'COPY . .',
    ),
    fc.constant(`COPY <<EOF /etc/app.conf${how.newline}RUN apt-get install git${how.newline}EOF`),
    fc.tuple(fc.constantFrom('', '--interval=5s ', '--start-period=5s '), healthCommand).map(([flags, text]) => `HEALTHCHECK ${flags}${text}`),
    fc.tuple(fc.constantFrom('CMD', 'CMD', 'ENTRYPOINT'), program).chain(([name, text]) => spaced([text], how).map((one) => `${name} ${one}`)),
    fc.constantFrom(
      'USER 10001',
      'USER app',
      'USER root',
      'WORKDIR /srv',
      'SHELL ["/bin/bash", "-lc"]',
      'EXPOSE 8000',
      'VOLUME /data',
      'ONBUILD RUN apt-get install git',
      'STOPSIGNAL SIGTERM',
    ),
    fc.constant('COPY --from=builder /srv/.next/standalone ./'),
    fc.constantFrom('# apt-get install', '', '   ', '# escape=`', '  # ENV A b'),
  )
}

function stage(index: number, how: Layout): fc.Arbitrary<string[]> {
  const base = fc.constantFrom(
    'python:3.13-slim-trixie',
    'node:24-trixie-slim',
    'alpine:3.23',
    'debian:trixie-slim',
    'node:${TAG}-alpine',
    'Base',
    'example/own:1',
  )
  const as = fc.constantFrom('', ' AS builder', ' as Base', ' As odd-1')
  const from = fc
    .tuple(base, as, fc.constantFrom('', '--platform=$BUILDPLATFORM '))
    .map(([image, name, flag]) => `FROM ${flag}${index === 0 && image === 'Base' ? 'alpine:3.23' : image}${name}`)
  const part = fc.oneof({ weight: 2, arbitrary: run(how) }, { weight: 3, arbitrary: other(how) })
  // What some faults need above them to be any.
  const above = fc.constantFrom([], [], ['COPY package*.json ./'], ['USER 10001'], ['COPY . .', 'USER 10001'])
  return fc.tuple(from, above, fc.array(part, { minLength: 2, maxLength: 9 })).map(([first, before, rest]) => [first, ...before, ...rest])
}

/** Dockerfiles in all their forms: escape directive, continuation lines with comments in them, texts below, lists, CRLF, odd names. */
export const dockerfile: fc.Arbitrary<string> = layout.chain((how) =>
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom('', how.newline, '  '), fc.constantFrom('', '# syntax=docker/dockerfile:1'))
    .chain(([count, end, syntax]) =>
      fc.tuple(...Array.from({ length: count }, (_, index) => stage(index, how))).map((stages) => {
        const head = [...(how.escape === '`' ? ['# escape=`'] : []), ...(syntax === '' ? [] : [syntax]), 'ARG TAG=24']
        const lines = [...head, ...stages.flat()].map((one) => (how.lowerCase ? one.replace(/^[A-Z]+(?= )/, (name) => name.toLowerCase()) : one))
        return lines.join(how.newline) + end
      }),
    ),
)
