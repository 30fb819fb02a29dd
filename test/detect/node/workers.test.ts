import { describe, expect, it } from 'vitest'
import { factsFrom, unitFrom } from '../project-from.ts'

const manifest = (more: object) => `${JSON.stringify({ name: 'prices', scripts: { start: 'node src/index.js' }, ...more }, null, 2)}\n`

describe('what answers nobody has no port', () => {
  const none: [name: string, files: Record<string, string>][] = [
    [
      'a worker of a queue',
      { 'package.json': manifest({ dependencies: { bullmq: '5' } }), 'src/index.js': "import { Worker } from 'bullmq'\nnew Worker('a', async () => {})\n" },
    ],
    [
      'a program of Nest without a server',
      {
        'package.json': manifest({ scripts: { build: 'nest build', 'start:prod': 'node dist/main' }, dependencies: { '@nestjs/core': '11' } }),
        'src/main.ts': "import { NestFactory } from '@nestjs/core'\nawait NestFactory.createApplicationContext(Module)\n",
      },
    ],
  ]
  it.each(none)('%s', async (_, files) => {
    const unit = await unitFrom(files)
    expect([unit.port, unit.role, unit.name, unit.unknown.map((one) => one.key)]).toEqual([null, 'worker', 'worker', []])
  })

  const some: [name: string, code: string, port: number][] = [
    ['a socket', "import { WebSocketServer } from 'ws'\nnew WebSocketServer({ noServer: true })\n", 3000],
    ['gRPC', "server.bindAsync('0.0.0.0:50051', credentials, () => {})\n", 3000],
    ['a port that the environment has', 'const port = process.env.PORT || 5050\nstart(port)\n', 5050],
  ]
  it.each(some)('unlike one with %s', async (_, code, port) => {
    const unit = await unitFrom({ 'package.json': manifest({}), 'src/index.js': code })
    expect([unit.port, unit.role]).toEqual([port, 'app'])
  })

  it('unlike one whose server is in a package of its workspace', async () => {
    const unit = await unitFrom({
      'package.json': '{ "workspaces": ["apps/*", "packages/*"] }',
      'apps/site/package.json': manifest({ dependencies: { served: '*' } }),
      'apps/site/src/index.js': "import { start } from 'served'\nstart()\n",
      'packages/served/package.json': '{ "name": "served", "version": "1.0.0", "main": "index.js" }',
      'packages/served/index.js': "import { createServer } from 'node:http'\nexport const start = () => createServer().listen(8088)\n",
    })
    expect([unit.port, unit.role]).toEqual([3000, 'app'])
  })
})

describe('migrations in a package that several share', () => {
  const files = (group: string) => ({
    'package.json': '{ "workspaces": ["apps/*", "packages/*"] }',
    'apps/api/package.json': manifest({ name: 'api', dependencies: { fastify: '5', db: '*' } }),
    'apps/api/src/index.js': "import Fastify from 'fastify'\nFastify().listen({ port: 4000 })\n",
    'apps/worker/package.json': manifest({ name: 'worker', dependencies: { db: '*' } }),
    'apps/worker/src/index.js': "import 'db'\n",
    'packages/db/package.json': JSON.stringify({ name: 'db', version: '1.0.0', main: 'index.js', [group]: { 'drizzle-kit': '0.31.0' } }),
    'packages/db/index.js': 'export const url = process.env.DATABASE_URL\n',
    'packages/db/drizzle.config.js': "export default { dialect: 'postgresql', out: './drizzle' }\n",
    'packages/db/drizzle/meta/_journal.json': '{}',
  })

  it('are those of each unit that runs with it', async () => {
    const { units } = await factsFrom(files('dependencies'))
    expect(units.map((one) => one.migrations)).toEqual(
      units.map(() => ({
        tool: 'drizzle',
        config: '../../packages/db/drizzle.config.js',
        folder: '../../packages/db/drizzle',
        command: ['drizzle-kit', 'migrate'],
        workingDir: '../../packages/db',
        home: 'packages/db',
      })),
    )
    expect(units.map((one) => [one.name, one.port])).toEqual([
      ['api', 4000],
      ['worker', null],
    ])
  })

  it('are left to a person where production does not install the tool', async () => {
    const { units } = await factsFrom(files('devDependencies'))
    expect(units.map((one) => one.migrations?.developmentOnly)).toEqual([true, true])
  })
})
