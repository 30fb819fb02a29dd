import { lockNode } from '../../../scripts/example-project.ts'
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
  before: lockNode,
  modules: { has: 'express', lacks: ['typescript', '@types'] },
  services: ['app'],
  port: 4000,
  work: { program: get(4000, '/health'), says: '"ok"', with: ['node', '-e'] },
}

/** Its styles are made by what development alone has. */
export const nextTailwind: SmallProject = {
  title: 'Next with Tailwind',
  files: {
    'package.json': JSON.stringify(
      {
        private: true,
        scripts: { dev: 'next dev', build: 'next build', start: 'next start' },
        dependencies: { next: '^16.0.0', react: '^19.2.0', 'react-dom': '^19.2.0' },
        devDependencies: {
          '@tailwindcss/postcss': '^4.1.0',
          '@types/node': '^24.10.0',
          '@types/react': '^19.2.0',
          tailwindcss: '^4.1.0',
          typescript: '^5.9.0',
        },
      },
      null,
      2,
    ),
    'next.config.ts': "import type { NextConfig } from 'next'\n\nexport default { output: 'standalone' } satisfies NextConfig\n",
    'postcss.config.mjs': "export default { plugins: { '@tailwindcss/postcss': {} } }\n",
    'tsconfig.json': JSON.stringify({
      compilerOptions: { jsx: 'preserve', module: 'esnext', moduleResolution: 'bundler', strict: true },
      include: ['**/*.ts', '**/*.tsx'],
    }),
    'app/styles.css': '@import "tailwindcss";\n',
    'app/layout.tsx': `import './styles.css'

export default function Layout({ children }: { children: React.ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
`,
    'app/page.tsx': 'export default function Page() {\n  return <h1 className="text-teal-700">Styled</h1>\n}\n',
    'app/api/health/route.ts': "export function GET() {\n  return Response.json({ status: 'ok' })\n}\n",
  },
  before: lockNode,
  modules: { has: 'next', lacks: ['typescript', 'tailwindcss', '@tailwindcss', '@types'] },
  services: ['web'],
  port: 3000,
  work: {
    program: `const page = 'http://127.0.0.1:3000'
fetch(page).then((r) => r.text()).then((html) => fetch(page + /href="([^"]+\\.css[^"]*)"/.exec(html)[1])).then((r) => r.text()).then(console.log)`,
    says: '.text-teal-700',
    with: ['node', '-e'],
  },
}
