import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { openProject } from '../../src/detect/project.ts'
import { plain } from '../../src/report/paint.ts'
import { review } from '../../src/review/index.ts'
import { textOf } from '../../src/review/output/index.ts'

const made: string[] = []
afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** @param sizes by path; a text is written as it is. */
function folderWith(sizes: Readonly<Record<string, number | string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'dockerize-context-'))
  made.push(folder)
  for (const [path, size] of Object.entries(sizes)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), typeof size === 'string' ? size : '')
    if (typeof size === 'number') truncateSync(join(folder, path), size)
  }
  return folder
}

const seen = async (folder: string) => review(await openProject(folder), [])
const dockerfile = 'FROM debian:trixie-slim\nCOPY . .\n'

it('names what is large in a context, with its size', async () => {
  const folder = folderWith({ Dockerfile: dockerfile, 'assets/film.mp4': 60_000_000, 'assets/logo.svg': 900, 'src/app.py': 4000 })
  const found = await seen(folder)
  expect(found.contexts).toMatchObject([
    {
      path: '',
      dockerfiles: ['Dockerfile'],
      files: 4,
      truncated: false,
      largest: [{ path: 'assets/film.mp4', bytes: 60_000_000 }, { path: 'src/app.py' }, {}],
    },
  ])
  expect(textOf('terminal', found, plain)).toMatch(/\n {2}context 60\.0 MB \(largest: assets\/film\.mp4 60\.0 MB, not ignored\)\n$/)
  expect(textOf('markdown', found, plain)).toContain('\n- context 60.0 MB (largest: assets/film.mp4 60.0 MB, not ignored)\n')
  expect(JSON.parse(textOf('json', found, plain))).toMatchObject({
    contexts: [{ path: '.', largest: [{ path: 'assets/film.mp4', bytes: 60_000_000 }, {}, {}] }],
  })
})

it('leaves out what the ignore file does, and counts what it brings back', async () => {
  const folder = folderWith({
    Dockerfile: dockerfile,
    '.dockerignore': 'assets\n!assets/logo.svg\n**/node_modules\n*\n!src\n**/*.log\n',
    'assets/film.mp4': 60_000_000,
    'assets/logo.svg': 900,
    'web/node_modules/a/index.js': 5000,
    'src/app.py': 4000,
    'src/deep/run.log': 70_000,
  })
  // The last pattern that matches a path or a folder above it counts: `*` takes the logo out again.
  expect((await seen(folder)).contexts).toMatchObject([{ bytes: 4000, files: 1, largest: [{ path: 'src/app.py' }] }])
})

it('follows no link, and looks at packages as one', async () => {
  const outside = folderWith({ 'huge.bin': 90_000_000 })
  const folder = folderWith({ Dockerfile: dockerfile, 'package.json': '{}', 'node_modules/a/big.js': 3_000_000, 'node_modules/b/index.js': 10 })
  symlinkSync(outside, join(folder, 'data'))
  symlinkSync(join(outside, 'huge.bin'), join(folder, 'huge.bin'))
  const [context] = (await seen(folder)).contexts
  expect(context!.bytes).toBeLessThan(3_100_000)
  expect(context!.largest[0]).toEqual({ path: 'node_modules/', bytes: 3_000_010 })
})

it('looks at each context once, and stops at a bound', async () => {
  const many = Object.fromEntries(Array.from({ length: 4500 }, (_, index) => [`node_modules/p${index % 50}/${index}.js`, 10]))
  const folder = folderWith({
    ...many,
    'api/Dockerfile': dockerfile,
    'web/Dockerfile': dockerfile,
    'compose.yaml': 'services:\n  api: {build: {context: ., dockerfile: api/Dockerfile}}\n  web: {build: {context: ., dockerfile: web/Dockerfile}}\n',
  })
  const { contexts } = await seen(folder)
  expect(contexts).toMatchObject([{ path: '', dockerfiles: ['api/Dockerfile', 'web/Dockerfile'], truncated: true }])
  expect(contexts[0]!.files).toBeLessThan(4100)
})
