import type { Dependency } from '../facts.ts'
import type { UnitFolder } from '../unit-folder.ts'
import type { PackageJson } from './package-json.ts'

/** How what a framework builds is served. */
export type Served =
  /** Next.js, which has a form of its own. */
  | 'next'
  /** Plain files behind nginx. */
  | 'static'
  /** A program of Node's. */
  | 'server'

export interface Framework {
  /** Package whose presence tells. */
  package: string
  /** As its makers write it. */
  title: string
  served: Served
  /** Folder that its build fills, where its configuration names no other. */
  output?: string
  /** What is in `output` runs without anything beside it. */
  complete?: true
  /** File that the built server begins with. */
  entry?: string
  /** Only with one of these packages; without, it is what the next row says. */
  needs?: readonly string[]
  /** What development runs. */
  develop?: readonly string[]
}

/** First those that are built on others. Sources: each framework's own documentation of its deployment. */
const rows: readonly Framework[] = [
  { package: 'next', title: 'Next.js', served: 'next', output: '.next' },
  {
    package: 'nuxt',
    title: 'Nuxt',
    served: 'server',
    output: '.output',
    complete: true,
    entry: '.output/server/index.mjs',
    develop: ['nuxt', 'dev', '--host', '0.0.0.0'],
  },
  { package: '@tanstack/react-start', title: 'TanStack Start', served: 'server', output: '.output', complete: true, entry: '.output/server/index.mjs' },
  { package: '@tanstack/solid-start', title: 'TanStack Start', served: 'server', output: '.output', complete: true, entry: '.output/server/index.mjs' },
  { package: '@solidjs/start', title: 'SolidStart', served: 'server', output: '.output', complete: true, entry: '.output/server/index.mjs' },
  { package: '@sveltejs/adapter-node', title: 'SvelteKit', served: 'server', output: 'build', entry: 'build/index.js' },
  { package: '@sveltejs/adapter-static', title: 'SvelteKit', served: 'static', output: 'build' },
  { package: '@react-router/serve', title: 'React Router', served: 'server', output: 'build' },
  { package: '@remix-run/serve', title: 'Remix', served: 'server', output: 'build' },
  { package: '@astrojs/node', title: 'Astro', served: 'server', output: 'dist', entry: 'dist/server/entry.mjs' },
  { package: 'astro', title: 'Astro', served: 'static', output: 'dist' },
  { package: '@nestjs/core', title: 'NestJS', served: 'server', output: 'dist', entry: 'dist/main.js' },
  { package: '@adonisjs/core', title: 'AdonisJS', served: 'server', output: 'build', entry: 'bin/server.js' },
  { package: 'fastify', title: 'Fastify', served: 'server' },
  { package: '@hono/node-server', title: 'Hono', served: 'server' },
  { package: 'hono', title: 'Hono', served: 'server' },
  { package: 'express', title: 'Express', served: 'server' },
  { package: 'koa', title: 'Koa', served: 'server' },
  { package: '@hapi/hapi', title: 'hapi', served: 'server' },
  { package: 'restify', title: 'Restify', served: 'server' },
  { package: 'polka', title: 'Polka', served: 'server' },
  { package: '@apollo/server', title: 'Apollo Server', served: 'server' },
  { package: 'react-scripts', title: 'Create React App', served: 'static', output: 'build' },
  { package: '@angular/core', title: 'Angular', served: 'static', output: 'dist' },
  { package: '@vue/cli-service', title: 'Vue CLI', served: 'static', output: 'dist' },
  { package: 'vite', title: 'Vite', served: 'static', output: 'dist' },
]

/** What the unit is written with; null: none of these. */
export function frameworkOf(manifest: PackageJson, folder: UnitFolder): { framework: Framework; dependency: Dependency } | null {
  for (const framework of rows) {
    const dependency = manifest.dependencies.find((one) => one.name === framework.package)
    if (!dependency || (framework.served === 'static' && !isPage(framework, folder)) || isOnlyForTests(framework, dependency)) continue
    return { framework, dependency }
  }
  return null
}

/** vite builds libraries too, and is what tests run on: a page is where an `index.html` begins. */
function isPage({ package: name }: Framework, folder: UnitFolder): boolean {
  if (name === 'vite') return folder.has('index.html') && !viteConfigs(folder).some((text) => /\blib\s*:\s*\{/.test(text))
  if (name === 'react-scripts') return folder.has('public/index.html')
  return true
}

/** A server that production does not install is a stand-in of the tests'. Bundled pages need nothing in production. */
function isOnlyForTests({ served, output }: Framework, { group }: Dependency): boolean {
  return served === 'server' && output === undefined && group === 'dev'
}

export function viteConfigs(folder: UnitFolder): string[] {
  return folder.files.filter((file) => /^vite\.config\.(m|c)?[jt]s$/.test(file)).map((file) => folder.read(file))
}
