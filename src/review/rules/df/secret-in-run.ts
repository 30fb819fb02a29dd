import { at, type DockerfileRule } from '../../contract.ts'
import type { LogicalText } from '../../model/logical-text.ts'

/** What is written out, not taken from a variable or a file. */
const literal = String.raw`["']?(?<secret>[^\s"'\x60$<>{}*|;&]{4,})`
const shapes: readonly { what: string; find: RegExp }[] = [
  { what: 'an address with its password', find: /\b(?:https?|ssh|ftp):\/\/[^\s:/@"'${}]*:(?<secret>[^\s@/"'`${}<>*]{3,})@(?!localhost|127\.|\[)/gi },
  { what: 'an address with its token', find: /\bhttps?:\/\/(?<secret>(?=[\w-]*\d)[\w-]{20,})@/gi },
  { what: "a registry's token", find: new RegExp(String.raw`(?<![\w-])_(?:authToken|auth|password)(?:\s*=\s*|["']?\s+)${literal}`, 'g') },
  { what: 'the password of a .netrc', find: new RegExp(String.raw`\blogin\s+\S+\s+password\s+${literal}`, 'g') },
  { what: 'a user with a password', find: new RegExp(String.raw`\bcurl\s[^\n|;&]{0,300}?\s(?:-u|--user)[= ]\s*["']?[\w.@-]+:${literal}`, 'g') },
  { what: 'a token in a header', find: new RegExp(String.raw`\bauthorization:\s*(?:bearer|basic|token)\s+${literal}`, 'gi') },
  // Tokens that say themselves what they are: of GitHub, GitLab, npm, PyPI, AWS, Slack and Stripe.
  {
    what: 'a token',
    find: /(?<![\w-])(?<secret>gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|npm_[A-Za-z0-9]{30,}|pypi-[\w-]{30,}|(?:AKIA|ASIA)[0-9A-Z]{16}|xox[bp]-[\w-]{20,}|sk_live_\w{20,})/g,
  },
  // A name alone may stand for a value that only satisfies the build; what looks made by a machine does not.
  {
    what: 'a secret in a variable',
    find: /(?<![\w-])\w*(?:TOKEN|PASSWORD|PASSWD|API_?KEY|ACCESS_KEY)=["']?(?<secret>(?=[^\s"']*\d)(?=[^\s"']*[a-z])[^\s"'`$<>{}*|;&/]{12,})/gi,
  },
]
const standsForOne = /dummy|fake|placeholder|example|change-?me|redacted|build|not[-_]|^x+$/i

export const secretInRun: DockerfileRule = {
  id: 'df/secret-in-run',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'A command of the build has a secret written out',
  why: 'docker history shows every command to everyone who has the image, and the file is in the repository; deleting what it wrote in a later layer takes nothing back.',
  fix: 'RUN --mount=type=secret,id=…,env=NAME, or a mounted file such as target=/root/.npmrc, and docker build --secret; then make a new one: this one is known.',
  sources: ['OWASP 12', 'CIS 4.10'],
  *find(view) {
    for (const instruction of view.file.instructions) {
      if (instruction.name !== 'RUN' && instruction.name !== 'COPY') continue
      const said = new Set<number>()
      const written = [...(instruction.name === 'RUN' ? [instruction.rest] : []), ...instruction.heredocs.map((one) => one.body)]
      for (const { what, from } of written.flatMap(secretsIn)) {
        const place = at(view, { from })
        if (said.has(place.line)) continue
        said.add(place.line)
        yield { ...place, message: `${instruction.name} holds ${what}: docker history and the repository show it.` }
      }
    }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nRUN pip install --index-url https://ci:hunter22@pypi.example.com/simple shop\n', line: 2 },
      { text: 'FROM node:24-trixie-slim\nRUN echo "//npm.example.com/:_authToken=9f31c0d2" > .npmrc \\\n    && npm ci\n', line: 2 },
      { text: 'FROM debian:trixie-slim\nRUN apt-get update \\\n    && git clone https://bot:t0p-s3cret@git.example.com/shop.git\n', line: 3 },
      {
        text: 'FROM debian:trixie-slim\nRUN <<EOF\n# the mirror\ncurl -fsS -u ci:hunter22 https://files.example.com/data.tar.gz -o /data.tar.gz\nEOF\n',
        line: 4,
      },
    ],
    good: [
      {
        text: 'FROM node:24-trixie-slim\nRUN --mount=type=secret,id=npm,env=NPM_TOKEN \\\n    echo "//npm.example.com/:_authToken=${NPM_TOKEN}" > ~/.npmrc && npm ci && rm ~/.npmrc\n',
      },
      { text: 'FROM python:3.13-slim-trixie\nRUN --mount=type=secret,id=token git clone "https://bot:$(cat /run/secrets/token)@git.example.com/shop.git"\n' },
      {
        text: 'FROM python:3.13-slim-trixie\nRUN SECRET_KEY=only-to-build DATABASE_URL=postgres://app:app@localhost/app python manage.py collectstatic --noinput\n',
      },
      { text: 'FROM debian:trixie-slim\nRUN git clone ssh://git@git.example.com:2222/shop.git && pip install "git+https://git@git.example.com/shop.git"\n' },
    ],
  },
}

function secretsIn(text: LogicalText): { what: string; from: number }[] {
  return shapes.flatMap(({ what, find }) =>
    [...text.text.matchAll(find)].flatMap((match) => {
      const before = text.text.slice(text.text.lastIndexOf('\n', match.index) + 1, match.index)
      const isSaid = /^\s*#/.test(before) || standsForOne.test(match.groups!.secret!)
      return isSaid ? [] : [{ what, from: text.offsetOf(match.index) }]
    }),
  )
}
