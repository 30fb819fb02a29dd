import fc from 'fast-check'
import { expect, it } from 'vitest'
import { goalNames } from '../../src/refine/contract.ts'
import { readDockerfile } from '../../src/review/model/dockerfile.ts'
import { parseYaml } from '../../src/validate/yaml-text.ts'
import { allRules } from '../../src/refine/plan.ts'
import { after } from './refine-in-memory.ts'

// Parts that people write, in an order that docker takes, with comments of theirs between them.
const comment = fc.constantFrom('', '', '', '# ours\n', '\n', '# a b, c\n# d\n')
const bases = ['python:3.13', 'python:3.13-slim-trixie', 'node:24-trixie-slim', 'debian:trixie-slim', 'alpine:3.23', 'example.com/base:1']
const steps = [
  'WORKDIR /app',
  'WORKDIR /srv/code',
  'ENV A=b C="d e"',
  'ENV OLD style',
  'ARG VERSION=1',
  'COPY . .',
  'COPY --chown=app:app . /app',
  'COPY requirements.txt ./',
  'ADD conf /etc/conf',
  'RUN apt-get update && apt-get install -y gcc curl',
  'RUN apt-get update \\\n    && apt-get install -y --no-install-recommends libpq-dev \\\n    # why\n    && rm -rf /var/lib/apt/lists/*',
  'RUN apk add curl',
  'RUN pip install -r requirements.txt',
  'RUN python -m pip install --no-cache-dir -r requirements.txt',
  'RUN --mount=type=cache,target=/root/.cache/pip pip install flask==3.1.0',
  'RUN npm install',
  'RUN npm ci && npm run build',
  'RUN <<EOF\nset -e\npip install flask==3.1.0\nEOF',
  'RUN useradd --uid 1234 bob',
  'USER bob',
  'EXPOSE 8000',
  'MAINTAINER somebody',
  'VOLUME /data',
  'LABEL a=b',
]
const ends = [
  '',
  'CMD uvicorn main:app --port 8000',
  'CMD ["python", "main.py"]',
  'ENTRYPOINT ["node", "server.js"]',
  'HEALTHCHECK CMD curl -f http://localhost:8000/\nCMD ["python", "main.py"]',
  'CMD python main.py --name $NAME',
]
const stage = fc.tuple(fc.constantFrom(...bases), fc.array(fc.tuple(comment, fc.constantFrom(...steps)), { maxLength: 7 }), comment, fc.constantFrom(...ends))
const dockerfiles = fc
  .tuple(fc.constantFrom('', '# syntax=docker/dockerfile:1\n'), fc.array(stage, { minLength: 1, maxLength: 2 }), fc.boolean(), fc.boolean())
  .map(([top, stages, last, windows]) => {
    const text = stages
      .map(
        ([base, parts, note, end], n) =>
          `FROM ${base}${stages.length > 1 && n === 0 ? ' AS first' : ''}\n${parts.map(([above, step]) => `${above}${step}\n`).join('')}${note}${end}`,
      )
      .join('\n')
    const whole = `${top}${text}${last ? '\n' : ''}`
    return windows ? whole.replaceAll('\n', '\r\n') : whole
  })

const keys = [
  '    restart: always',
  '    ports: ["8000:8000"]',
  '    ports:\n      - 5432:5432 # for me',
  '    environment:\n      A: "1"\n\n      B: ${B:-2}',
  '    environment: { POSTGRES_PASSWORD: hunter2 }',
  '    healthcheck:\n      test: pg_isready',
  '    deploy:\n      replicas: 2',
  '    security_opt: ["seccomp=unconfined"]',
  '    command: |\n      one\n      two',
  '    logging: { driver: local }',
  '    cap_drop: [ALL]',
]
const service = fc.tuple(fc.constantFrom('    image: postgres:18-trixie', '    build: .', '    image: example.com/a:1 # pinned'), fc.subarray(keys), comment)
const composes = fc
  .tuple(fc.constantFrom('', 'version: "3"\n', '# top\n\n'), fc.array(service, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([top, services, last]) => {
    const text = services.map(([first, more, note], n) => `${note.replaceAll(/^#/gm, '  #')}  s${n}:\n${[first, ...withoutTwins(more)].join('\n')}`).join('\n')
    return `${top}services:\n${text}${last ? '\nvolumes:\n  data:\n' : ''}`
  })

/** A key can be said once. */
function withoutTwins(all: readonly string[]): string[] {
  const name = (text: string): string => text.trim().split(':')[0]!
  return all.filter((one, n) => all.findIndex((other) => name(other) === name(one)) === n)
}

const beside = {
  'requirements.txt': 'flask==3.1.0\n',
  'package.json': '{"name":"a"}',
  'package-lock.json': '{}',
  'main.py': 'from flask import Flask\n\napp = Flask(__name__)\n',
  'server.js': 'require("http").createServer().listen(8000)\n',
  conf: 'x\n',
}

/** Lines that no change touches are all there, as they were, in their order. */
function keepsLines(before: string, now: string, touched: RegExp): void {
  const left = now.split('\n')
  for (const line of before.split('\n')) {
    if (touched.test(line)) continue
    const at = left.indexOf(line)
    expect(at, `${JSON.stringify(line)} of\n${before}\nis gone in\n${now}`).toBeGreaterThanOrEqual(0)
    left.splice(0, at + 1)
  }
}

const runs = Number(process.env['DOCKERIZE_PROPERTY_RUNS'] ?? 0) > 1000 ? 400 : 40
const everything = allRules.map((rule) => rule.id)

it('changes of any Dockerfile leave the rest as it is, can be read, and are done at once', async () => {
  await fc.assert(
    fc.asyncProperty(dockerfiles, fc.constantFrom(...goalNames), fc.boolean(), async (Dockerfile, goal, all) => {
      const files = { ...beside, Dockerfile }
      const accepted = all ? everything : []
      const once = await after(files, goal, ...accepted)
      const twice = await after(once, goal, ...accepted)
      expect(twice).toEqual(once)
      const now = once['Dockerfile']!
      expect(readDockerfile(now).faults.length).toBeLessThanOrEqual(readDockerfile(Dockerfile).faults.length)
      expect(/\r\n/.test(Dockerfile) && /(?<!\r)\n/.test(now), now).toBe(false)
      // What a rule of the review mends by changing a line, and what stands higher or lower for the cache's sake.
      keepsLines(Dockerfile, now, /^(FROM|CMD|ENTRYPOINT|HEALTHCHECK|RUN|COPY|ADD|ENV OLD|MAINTAINER|USER)\b|^ +&&|pip install|^#/)
    }),
    { numRuns: runs, seed: 7 },
  )
}, 120_000)

it('changes of any compose file leave the rest as it is, mean what they say, and are done at once', async () => {
  await fc.assert(
    fc.asyncProperty(composes, fc.constantFrom('production' as const, 'security' as const), fc.boolean(), async (compose, goal, all) => {
      const files = {
        ...beside,
        Dockerfile: 'FROM python:3.13-slim-trixie\nWORKDIR /app\nCOPY main.py .\nUSER 10001\nEXPOSE 8000\nCMD ["python", "-u", "main.py"]\n',
        'compose.yaml': compose,
      }
      const accepted = all ? everything : []
      const once = await after(files, goal, ...accepted)
      expect(await after(once, goal, ...accepted)).toEqual(once)
      const [before, now] = [await parseYaml(compose), await parseYaml(once['compose.yaml']!)]
      expect(now.faults.length).toBeLessThanOrEqual(before.faults.length)
      keepsLines(compose, once['compose.yaml']!, /ports:|5432|pg_isready|version:|POSTGRES_PASSWORD/)
      if (before.faults.length > 0) return
      const services = (parsed: unknown) => (parsed as { services: Record<string, Record<string, unknown>> }).services
      for (const [name, values] of Object.entries(services(before.value)))
        for (const [key, value] of Object.entries(values)) {
          if (key === 'ports' || key === 'healthcheck') continue
          expect(services(now.value)[name]![key]).toEqual(value)
        }
    }),
    { numRuns: runs, seed: 7 },
  )
}, 120_000)
