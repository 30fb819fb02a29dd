import { describe, expect, it } from 'vitest'
import { after, steps } from './refine-in-memory.ts'

const two = `# Ours.
services:
  web:
    image: example.com/web:1 # the page
    environment:
      A: "1"

  # Keeps what was sold.
  db:
    image: postgres:18-trixie
    volumes:
      - data:/var/lib/postgresql
volumes:
  data:
`

const production = (text: string, ...accepted: string[]) => after({ 'compose.yaml': text }, 'production', ...accepted).then((files) => files['compose.yaml'])

describe('production', () => {
  it('adds to each service as its last keys, logs by an anchor, and touches nothing else', async () => {
    expect(await production(two)).toBe(`x-logging: &logging
  driver: json-file
  options: { max-size: 10m, max-file: "3" }

# Ours.
services:
  web:
    image: example.com/web:1 # the page
    environment:
      A: "1"
    logging: *logging
    restart: unless-stopped

  # Keeps what was sold.
  db:
    image: postgres:18-trixie
    volumes:
      - data:/var/lib/postgresql
    logging: *logging
    restart: unless-stopped
volumes:
  data:
`)
  })

  it('limits what was accepted, by variables', async () => {
    expect(await steps({ 'compose.yaml': two }, 'production')).toContain('compose.yaml:3 dc/limits asks')
    const limited = await production(two, 'dc/limits')
    expect(limited).toContain('    deploy:\n      resources:\n        limits: { memory: "${WEB_MEMORY:-512m}", cpus: "${WEB_CPUS:-1.0}", pids: 200 }\n')
    expect(limited).toContain('${DB_MEMORY:-512m}')
  })

  it('changes the compose file of production only with a yes', async () => {
    const files = { 'compose.prod.yaml': 'services:\n  web:\n    image: example.com/web:1\n' }
    expect(await after(files, 'production')).toEqual(files)
    expect((await after(files, 'production', 'dc/logging'))['compose.prod.yaml']).toContain('logging:\n      driver: json-file')
  })

  it('gives a service that came later the anchor that is there', async () => {
    const first = await production(two)
    const more = first!.replace('volumes:\n  data:\n', '').concat('  cache:\n    image: valkey/valkey:9.1-alpine\nvolumes:\n  data:\n')
    const again = await production(more)
    expect(again!.match(/logging: \*logging/g)).toHaveLength(3)
    expect(again!.match(/x-logging/g)).toHaveLength(1)
  })

  it.each([
    ['a service between braces', 'services:\n  web: { image: "example.com/web:1" }\n'],
    ['a service that is an alias', 'x-web: &web\n  image: example.com/web:1\nservices:\n  web: *web\n'],
    [
      'a name of ours that is taken',
      'x-logging: 1\nservices:\n  a:\n    image: example.com/a:1\n    restart: always\n  b:\n    image: example.com/b:1\n    restart: always\n',
    ],
  ])('leaves %s to a person', async (_name, text) => {
    expect(await production(text)).toBe(text)
  })

  it('leaves what runs once alone', async () => {
    const text = 'services:\n  migrate:\n    image: example.com/web:1\n    logging: { driver: local }\n'
    expect(await production(text)).toBe(text)
  })
})

describe('security', () => {
  const files = {
    Dockerfile: 'FROM node:24-trixie-slim\nWORKDIR /app\nCOPY server.js .\nUSER node\nCMD ["node", "server.js"]\n',
    'compose.yaml': 'services:\n  web:\n    build: .\n',
  }

  it('takes rights only where that was accepted', async () => {
    expect((await after(files, 'security'))['compose.yaml']).toBe(files['compose.yaml'])
    expect((await after(files, 'security', 'dc/hardening', 'dc/no-new-privileges'))['compose.yaml']).toBe(
      'services:\n  web:\n    build: .\n    security_opt: ["no-new-privileges:true"]\n    cap_drop: [ALL]\n',
    )
  })

  it('does not put options of its own in the place of theirs', async () => {
    const own = { ...files, 'compose.yaml': 'services:\n  web:\n    build: .\n    security_opt: ["seccomp=unconfined"]\n' }
    expect((await after(own, 'security', 'dc/no-new-privileges'))['compose.yaml']).toBe(own['compose.yaml'])
  })
})

it('ci: the cache of a workflow goes below its own keys, a scope for each image', async () => {
  const path = '.github/workflows/docker.yml'
  const build = (context: string): string => `      - uses: docker/build-push-action@v6\n        with:\n          context: ${context} # here\n`
  const text = `on: push\npermissions: {contents: read}\njobs:\n  images:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: docker/setup-buildx-action@v3\n${build('a')}${build('b')}`
  const made = (await after({ [path]: text }, 'ci'))[path]
  expect(made).toBe(
    text
      .replace('context: a # here\n', 'context: a # here\n          cache-from: type=gha,scope=images\n          cache-to: type=gha,mode=max,scope=images\n')
      .replace(
        'context: b # here\n',
        'context: b # here\n          cache-from: type=gha,scope=images-2\n          cache-to: type=gha,mode=max,scope=images-2\n',
      ),
  )
})
