import type { SmallProject } from './small-project.ts'

/** A request from inside, which production allows too. */
function get(port: number, path: string): string {
  return `fetch('http://127.0.0.1:${port}${path}').then((r) => r.text()).then(console.log)`
}

export const plainNode: SmallProject = {
  title: 'Node',
  files: {
    'package.json': JSON.stringify({ private: true, type: 'module', scripts: { start: 'node server.js' } }, null, 2),
    'package-lock.json': JSON.stringify({ lockfileVersion: 3, requires: true, packages: { '': {} } }, null, 2),
    'server.js': `import { createServer } from 'node:http'

createServer((request, response) => response.end(request.url === '/ping' ? 'pong' : 'hello')).listen(process.env.PORT || 4000)
`,
  },
  services: ['app'],
  port: 4000,
  work: { program: get(4000, '/ping'), says: 'pong', with: ['node', '-e'] },
}

/** Compiled, with packages: its lock file is made when the test runs. */
export const express: SmallProject = {
  title: 'Express',
  files: {
    'package.json': JSON.stringify(
      {
        private: true,
        type: 'module',
        scripts: { build: 'tsc', start: 'node dist/server.js' },
        dependencies: { express: '5.1.0' },
        devDependencies: { '@types/express': '5.0.3', '@types/node': '24.10.0', typescript: '5.9.3' },
      },
      null,
      2,
    ),
    'tsconfig.json': JSON.stringify({ compilerOptions: { target: 'es2022', module: 'nodenext', outDir: 'dist', rootDir: 'src' }, include: ['src'] }, null, 2),
    'src/server.ts': `import express from 'express'

const app = express()
app.get('/health', (_request, response) => {
  response.json({ status: 'ok' })
})
const server = app.listen(Number(process.env.PORT ?? 4000))
process.on('SIGTERM', () => {
  server.close(() => process.exit(0))
  server.closeAllConnections()
})
`,
  },
  before: ['npm', 'install', '--package-lock-only', '--ignore-scripts'],
  services: ['app'],
  port: 4000,
  work: { program: get(4000, '/health'), says: '"ok"', with: ['node', '-e'] },
}
