import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyProject } from '../scripts/example-project.ts'
import type { ImageBench } from './images/contract.ts'
import { fastapi } from './images/fastapi.ts'
import { flask } from './images/flask.ts'
import { nextjs } from './images/nextjs.ts'
import { vite } from './images/vite.ts'

// Images of examples beside what others document or generate for the same project: size, cold build, a changed source line, one more
// dependency, time to healthy, time to stop.
//
//   npm run bench:images [-- fastapi|flask|nextjs|vite --rounds 3 …]
//
// Needs an engine that nobody else uses meanwhile: each cold build starts from an empty build cache.

const benches: Readonly<Record<string, ImageBench>> = { fastapi, flask, nextjs, vite }
const [first = '', ...rest] = process.argv.slice(2)
const wanted = benches[first] ? [first] : Object.keys(benches)
const options = benches[first] || first === '' ? rest : [first, ...rest]
for (const name of wanted) {
  const bench = benches[name]
  if (bench) process.exitCode ||= measure(name, bench)
}

/** @returns the exit code of the measuring. */
function measure(name: string, bench: ImageBench): number {
  console.log(`\n${name}`)
  const work = mkdtempSync(join(tmpdir(), 'dockerize-images-'))
  try {
    const plain = join(work, 'plain')
    copyProject(bench.project, plain)
    writeFileSync(join(plain, 'change-dep.sh'), bench.changeDependency)
    const ours = own(bench, plain, join(work, 'ours'), [])
    const peers = bench.peers.map((peer, index) => {
      const folder = join(work, `peer-${index}`)
      cpSync(plain, folder, { recursive: true })
      peer.lay(folder, ours)
      return `${peer.name.replaceAll(/[^\w.-]/g, '-').replace(/^-+/, '')}=${folder}`
    })
    if (bench.cut) peers.push(`symbols-cut=${own(bench, plain, join(work, 'cut'), ['--symbols', 'cut'])}`)
    const figures = ['bench/image-figures.mjs', '--source', bench.source, '--http', bench.http, ...options, ...peers, `create-dockerize=${ours}`]
    return spawnSync(process.execPath, figures, { stdio: 'inherit' }).status ?? 1
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Our set for a copy of the project, ready to be started. @returns `folder`. */
function own(bench: ImageBench, plain: string, folder: string, flags: readonly string[]): string {
  cpSync(plain, folder, { recursive: true })
  const made = spawnSync(process.execPath, [join(process.cwd(), 'dist/cli.js'), '--yes', '--no-validate', '--quiet', ...flags], {
    cwd: folder,
    stdio: 'inherit',
  })
  if (made.status !== 0) throw new Error(`create-dockerize ended with ${made.status}`)
  bench.prepare(folder)
  return folder
}
