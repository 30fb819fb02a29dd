import { lineOf, partsOf, type Part, type ValidFile } from './valid-file.ts'

/** A file with one thing wrong in it. */
export interface Planted {
  parts: readonly Part[]
  /** The line that must be found. */
  line: number
  beside?: Readonly<Record<string, string>>
}

export interface Fault {
  name: string
  rule: string
  kinds?: readonly ValidFile['kind'][]
  /** @param pick a number by which one of several places is chosen. @returns null where the file has no place for it. */
  plant(file: ValidFile, pick: number): Planted | null
}

const made = (text: string): Part => ({ role: 'build', text })

/** Another part in place of the last one of a role; the line that is wrong, from its beginning. */
function replaced(
  file: ValidFile,
  role: Part['role'],
  change: (text: string) => string,
  at: RegExp | number = 0,
  where: 'builder' | 'final' = 'final',
): Planted | null {
  const old = file[where].findLast((one) => one.role === role)
  if (!old) return null
  const text = change(old.text)
  if (text === old.text) return null
  const one = { ...old, text }
  const parts = partsOf(file).map((part) => (part === old ? one : part))
  const offset = typeof at === 'number' ? at : text.split('\n').findIndex((line) => at.test(line))
  return { parts, line: lineOf(parts, one) + offset }
}

/** A part more, behind one of these roles of the last stage, or of the first. */
function added(
  file: ValidFile,
  text: string,
  roles: readonly Part['role'][],
  pick: number,
  where: 'builder' | 'final' = 'final',
  at: RegExp | number = 0,
): Planted | null {
  const places = file[where].filter((one) => roles.includes(one.role))
  const before = places[pick % places.length]
  if (!before) return null
  const one = made(text)
  const parts = partsOf(file).flatMap((part) => (part === before ? [part, one] : [part]))
  return { parts, line: lineOf(parts, one) + (typeof at === 'number' ? at : text.split('\n').findIndex((line) => at.test(line))) }
}

const early = ['workdir', 'env', 'copied'] as const
const debian = ['python', 'node'] as const
/** The same command in one of several ways of writing it. */
const written = (commands: readonly string[], pick: number): string =>
  [
    `RUN ${commands.join(' && ')}`,
    `RUN ${commands.join(' \\\n    && ')}`,
    `RUN <<END\n${commands.join('\n')}\nEND`,
    `RUN set -eux; \\\n    # more\n    ${commands.join('; \\\n    ')}`,
  ][pick % 4]!
const image = (tag: (name: string) => string) => (text: string) => text.replace(/^FROM (\w+):\S+/, (_, name: string) => `FROM ${tag(name)}`)
const install =
  (line: string, more: readonly string[] = []) =>
  (file: ValidFile, pick: number) =>
    added(file, written(['apt-get update', line, ...more, 'rm -rf /var/lib/apt/lists/*'], pick), early, pick, 'final', /apt(-get)? .*install/)

export const faults: readonly Fault[] = [
  {
    name: 'latest as the tag',
    rule: 'df/base-image-latest',
    plant: (file) =>
      replaced(
        file,
        'from',
        image((name) => `${name}:latest`),
      ),
  },
  {
    name: 'no tag',
    rule: 'df/base-image-untagged',
    plant: (file) =>
      replaced(
        file,
        'from',
        image((name) => name),
      ),
  },
  {
    name: 'a release that gets no fixes',
    rule: 'df/base-image-eol',
    plant: (file) =>
      replaced(
        file,
        'from',
        image((name) => (name === 'node' ? 'node:16-bullseye-slim' : 'python:3.8-slim-bookworm')),
      ),
  },
  {
    name: 'root again at the end',
    rule: 'df/no-root-user',
    plant: (file, pick) => added(file, ['USER root', 'USER 0', 'USER root:root', 'USER 0:0'][pick % 4]!, ['user'], pick),
  },
  {
    name: 'a variable of the image that nothing sets',
    rule: 'df/undefined-var',
    plant: (file) =>
      replaced(
        file,
        'from',
        image((name) => `${name}:$TAG`),
      ),
  },
  { name: 'apt without -y', rule: 'df/apt-no-y', kinds: debian, plant: install('apt-get install --no-install-recommends less') },
  { name: 'apt with what is recommended', rule: 'df/apt-no-install-recommends', kinds: debian, plant: install('apt-get install -y less') },
  { name: 'apt for people', rule: 'df/apt-instead-of-apt-get', kinds: debian, plant: install('apt install -y --no-install-recommends less') },
  {
    name: 'lists that stay',
    rule: 'df/apt-lists',
    kinds: debian,
    plant: (file, pick) => added(file, written(['apt-get update', 'apt-get install -y --no-install-recommends less'], pick), early, pick, 'final', /update/),
  },
  { name: 'lists fetched alone', rule: 'df/apt-update-alone', kinds: debian, plant: (file, pick) => added(file, 'RUN apt-get update', early, pick) },
  {
    name: 'a package that is gone',
    rule: 'df/apt-removed-package',
    kinds: ['python'],
    plant: install('apt-get install -y --no-install-recommends libgl1-mesa-glx'),
  },
  {
    name: 'apk with its index',
    rule: 'df/apk-no-cache',
    kinds: ['alpine'],
    plant: (file, pick) => added(file, written(['apk add less', 'true'], pick), early, pick, 'final', /apk add/),
  },
  { name: 'ADD of a file', rule: 'df/add-instead-of-copy', plant: (file, pick) => added(file, 'ADD settings.ini /etc/settings.ini', early, pick) },
  {
    name: 'several files to no folder',
    rule: 'df/copy-dest-slash',
    plant: (file, pick) => added(file, ['COPY a.txt b.txt /data', 'COPY --chown=1000 a.txt \\\n  b.txt /data'][pick % 2]!, early, pick),
  },
  { name: 'COPY from itself', rule: 'df/copy-from-self', plant: (file, pick) => added(file, `COPY --from=${file.names.final} /a /b`, early, pick) },
  { name: 'COPY from no stage', rule: 'df/copy-from-unknown-stage', plant: (file, pick) => added(file, 'COPY --from=9 /a /b', early, pick) },
  {
    name: 'COPY from a moving image',
    rule: 'df/copy-from-latest',
    plant: (file, pick) => added(file, 'COPY --from=busybox:latest /bin/busybox /bin/busybox', early, pick),
  },
  { name: 'a relative folder to work in', rule: 'df/workdir-relative', plant: (file) => replaced(file, 'workdir', () => 'WORKDIR app') },
  { name: 'MAINTAINER', rule: 'df/maintainer', plant: (file, pick) => added(file, 'MAINTAINER somebody@example.com', early, pick) },
  {
    name: 'two commands',
    rule: 'df/multiple-cmd',
    plant: (file) => {
      const cmd = file.final.findLast((one) => one.role === 'cmd')!
      const twin = { ...cmd }
      const parts = partsOf(file).flatMap((one) => (one === cmd ? [one, twin] : [one]))
      return { parts, line: lineOf(parts, cmd) }
    },
  },
  {
    name: 'a command in a shell',
    rule: 'df/shell-form-cmd',
    plant: (file, pick) => replaced(file, 'cmd', () => ['CMD exec-me --now', 'ENTRYPOINT serve \\\n  --now', "CMD ['serve']"][pick % 3]!),
  },
  {
    name: 'ENV with a space',
    rule: 'df/legacy-env',
    plant: (file, pick) => added(file, ['ENV MODE fast', 'ENV MODE "fast and slow"', 'ENV MODE fast\\\n  er'][pick % 3]!, early, pick),
  },
  { name: 'sudo', rule: 'df/sudo', plant: (file, pick) => added(file, written(['true', 'sudo chmod 755 /srv'], pick), early, pick, 'final', /sudo/) },
  {
    name: 'a pipe that hides failures',
    rule: 'df/pipefail',
    kinds: debian,
    plant: (file, pick) => added(file, ['RUN cat /etc/os-release | sort > /os', 'RUN cat /etc/os-release \\\n  | sort > /os'][pick % 2]!, early, pick),
  },
  {
    name: 'a package of Python without a version',
    rule: 'df/pip-unpinned',
    kinds: ['python'],
    plant: (file, pick) => added(file, written(['pip install --no-cache-dir requests', 'true'], pick), early, pick, 'final', /pip install/),
  },
  {
    name: "pip's cache kept",
    rule: 'df/uv-no-cache-mount',
    kinds: ['python'],
    plant: (file, pick) => added(file, written(['pip install requests==2.32.0', 'true'], pick), early, pick, 'final', /pip install/),
  },
  {
    name: 'two stages of one name',
    rule: 'df/stage-names',
    plant: (file) => replaced(file, 'from', (text) => text.replace(/ AS \S+/, ` AS ${file.names.builder}`)),
  },
  {
    name: 'COPY of a variable that nothing sets',
    rule: 'df/undefined-var',
    kinds: ['python', 'alpine', 'node'],
    plant: (file, pick) => added(file, 'COPY $NOWHERE /data/', early, pick),
  },
  {
    name: 'a password in the image',
    rule: 'df/secret-in-env-arg',
    plant: (file, pick) =>
      added(file, ['ENV DB_PASSWORD=hunter22', 'ARG API_TOKEN', 'ENV A=1 \\\n    SECRET_KEY=abcdef'][pick % 3]!, early, pick, 'final', /PASSWORD|TOKEN|SECRET/),
  },
  {
    name: 'certificates not checked',
    rule: 'df/tls-disabled',
    plant: (file, pick) =>
      added(
        file,
        ['RUN curl -k https://example.com/a -o /a', 'RUN wget --no-check-certificate https://example.com/a', 'ENV NODE_TLS_REJECT_UNAUTHORIZED=0'][pick % 3]!,
        early,
        pick,
      ),
  },
  {
    name: 'a user made by what is not there',
    rule: 'df/user-cmd-missing-in-base',
    kinds: ['python', 'alpine'],
    plant: (file, pick) =>
      added(
        file,
        written([file.kind === 'alpine' ? 'useradd --create-home someone' : 'adduser --disabled-password someone', 'true'], pick),
        early,
        pick,
        'final',
        /(user)?add/,
      ),
  },
  {
    name: 'an environment that installs at the start',
    rule: 'df/uv-run-cmd',
    kinds: ['python'],
    plant: (file, pick) =>
      replaced(file, 'cmd', () => ['CMD ["uv", "run", "serve"]', 'CMD ["poetry", "run", "serve"]', 'ENTRYPOINT ["uv", "run", \\\n  "serve"]'][pick % 3]!),
  },
  {
    name: 'a check by what is not there',
    rule: 'df/healthcheck-tool-missing',
    plant: (file, pick) =>
      replaced(
        file,
        'check',
        () =>
          [
            'HEALTHCHECK --start-period=20s CMD curl -f http://127.0.0.1:8000/ || exit 1',
            'HEALTHCHECK --start-period=20s CMD ["curl", "-f", "http://127.0.0.1:8000/"]',
          ][pick % 2]!,
      ),
  },
  {
    name: 'a check of localhost',
    rule: 'df/healthcheck-localhost',
    // Python asks all addresses of a name.
    kinds: ['node', 'alpine'],
    plant: (file, pick) =>
      replaced(
        file,
        'check',
        (text) => (pick % 2 === 0 ? text.replace('127.0.0.1', 'localhost') : 'HEALTHCHECK --start-period=9s \\\n  CMD wget -qO- http://localhost:3000/'),
        /localhost/,
      ),
  },
  {
    name: 'failures counted from the start',
    rule: 'df/healthcheck-start-period',
    plant: (file) => replaced(file, 'check', (text) => text.replace(/--start-period=\d+s ?/, '')),
  },
  {
    name: 'npm without the lock',
    rule: 'df/npm-install',
    kinds: ['node', 'alpine'],
    plant: (file) => replaced(file, 'install', (text) => text.replace('npm ci', 'npm install'), /npm install/, 'builder'),
  },
  {
    name: 'an old option of npm',
    rule: 'df/npm-only-production',
    kinds: ['node', 'alpine'],
    plant: (file) => replaced(file, 'install', (text) => text.replace('npm ci', 'npm ci --only=production'), /--only/, 'builder'),
  },
  { name: 'a shell as the program', rule: 'df/bash-cmd', plant: (file, pick) => replaced(file, 'cmd', () => ['CMD ["bash"]', 'CMD ["/bin/sh"]'][pick % 2]!) },
  {
    name: 'a server for development',
    rule: 'df/reload-in-prod',
    plant: (file, pick) =>
      replaced(
        file,
        'cmd',
        () =>
          (file.kind === 'python'
            ? ['CMD ["uvicorn", "a:b", "--reload"]', 'CMD ["flask", "run"]', 'CMD ["python", "manage.py", "runserver"]']
            : ['CMD ["npm", "run", "dev"]', 'CMD ["npx", "nodemon", "a.js"]', 'CMD ["yarn", "dev"]'])[pick % (file.kind === 'python' ? 3 : 1)]!,
      ),
  },
  {
    name: 'a project installed before its source',
    rule: 'df/project-install-before-source',
    kinds: ['python'],
    plant: (file) => {
      const planted = replaced(file, 'install', () => 'RUN --mount=type=cache,target=/root/.cache/uv \\\n    uv sync --locked', /uv sync/, 'builder')
      return planted && { ...planted, beside: { 'pyproject.toml': '[project]\nname = "x"\nversion = "1"\n[build-system]\nrequires = ["hatchling"]\n' } }
    },
  },
  {
    name: 'packages after the source',
    rule: 'df/deps-after-source',
    kinds: ['node', 'alpine'],
    plant: (file) => replaced(file, 'manifests', () => 'COPY . .', 0, 'builder'),
  },
  {
    name: 'secrets copied',
    rule: 'df/secret-file-copied',
    plant: (file, pick) => added(file, ['COPY .env ./', 'COPY id_rsa /root/.ssh/', 'COPY --chown=1000 .npmrc certs/server.key /srv/'][pick % 3]!, early, pick),
  },
  {
    name: 'a cache that the user may not write',
    rule: 'df/cache-mount-nonroot',
    plant: (file, pick) => added(file, 'RUN --mount=type=cache,target=/var/tmp/cache touch /var/tmp/cache/a', ['user'], pick),
  },
  {
    name: 'a name for the user',
    rule: 'df/numeric-user',
    plant: (file) => replaced(file, 'user', () => `USER ${file.kind === 'python' ? file.names.user : 'node'}`),
  },
  {
    name: 'an old reader',
    rule: 'df/syntax-old',
    plant: (file) => {
      const one = made('# syntax=docker/dockerfile:1.4')
      return { parts: [one, ...partsOf(file).filter((part) => !part.text.includes('syntax='))], line: 1 }
    },
  },
  { name: 'a low port', rule: 'df/privileged-port', plant: (file) => replaced(file, 'expose', () => 'EXPOSE 80') },
  {
    name: 'an environment of another Python',
    rule: 'df/venv-other-interpreter',
    kinds: ['python'],
    plant: (file) => {
      const planted = replaced(file, 'from', () => `FROM debian:13-slim AS ${file.names.final}`)
      const copied = planted?.parts.findLast((one) => one.role === 'copied')
      return planted && copied ? { ...planted, line: lineOf(planted.parts, copied) } : null
    },
  },
  {
    name: 'a user without a home',
    rule: 'df/user-without-home',
    kinds: ['python'],
    plant: (file) => replaced(file, 'user-made', (text) => text.replace(' --create-home', '')),
  },
  {
    name: 'a proxy of which nobody says who it is',
    rule: 'df/proxy-headers-trust',
    kinds: ['python'],
    plant: (file) => replaced(file, 'cmd', (text) => text.replace('"--host"', '"--proxy-headers", "--host"')),
  },
  {
    name: 'a cache of apt that stays empty',
    rule: 'df/apt-cache-mount',
    kinds: debian,
    plant: (file, pick) =>
      added(file, 'RUN --mount=type=cache,target=/var/cache/apt apt-get update && apt-get install -y --no-install-recommends less', early, pick),
  },
]
