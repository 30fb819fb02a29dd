import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { openProject } from '../../src/detect/project.ts'
import { review } from '../../src/review/index.ts'
import { rules } from '../../src/review/rules/index.ts'
import { applied } from '../review/applied.ts'
import { dockerfile } from '../review/fix-safety/dockerfiles.ts'
import './provided.ts'
import { must, run, until } from './shell.ts'
import { wrongProjects, type WrongProject } from './wrong-projects.ts'

const work = mkdtempSync(join(tmpdir(), 'dockerize-fixes-'))
const images: string[] = []
afterAll(async () => {
  rmSync(work, { recursive: true, force: true })
  if (images.length > 0) await run('docker', ['rmi', '-f', ...images])
})

const missing = inject('withoutEngine')

/** Writes a project and builds it. @returns its image's name. */
async function built(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(work, name)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const image = `dockerize-fixes/${name}`
  images.push(image)
  await must('docker', ['build', '--quiet', '--tag', image, folder], { seconds: 300 })
  return image
}

/** What somebody who starts it sees, and what it was given to run with. */
async function seenOf(image: string, { port }: WrongProject): Promise<unknown> {
  const config = JSON.parse(await must('docker', ['inspect', '--format', '{{json .Config}}', image])) as Record<string, unknown>
  const given = { ...Object.fromEntries(['Env', 'User', 'WorkingDir', 'ExposedPorts', 'Volumes'].map((key) => [key, config[key]])) }
  if (port === null) return { given, said: await must('docker', ['run', '--rm', image]) }
  const id = (await must('docker', ['run', '--detach', '--publish', `127.0.0.1::${port}`, image])).trim()
  try {
    const address = (await must('docker', ['port', id, String(port)])).split('\n')[0]!
    const answer = await until(
      async () => {
        try {
          const response = await fetch(`http://${address}/`, { signal: AbortSignal.timeout(3000) })
          return { status: response.status, text: await response.text() }
        } catch {
          return null
        }
      },
      (one) => one !== null,
      30,
    )
    return { given, answer }
  } finally {
    await run('docker', ['rm', '-f', id])
  }
}

async function mended(folder: string, text: string): Promise<{ text: string; by: string[] }> {
  const { findings } = await review(await openProject(folder), rules, (path) => path === 'Dockerfile')
  const fixes = findings.filter((one) => one.edits.length > 0)
  const after = applied(
    text,
    fixes.flatMap((one) => one.edits),
  )
  return { text: after, by: [...new Set(fixes.map((one) => one.rule.id))].sort() }
}

describe('a program is the same after its files were mended', () => {
  it.for(wrongProjects.map((one) => [one.name, one] as const))('%s', { timeout: 600_000 }, async ([name, project], context) => {
    if (missing !== null) return context.skip(missing)
    const before = await seenOf(await built(name, project.files), project)
    const { text, by } = await mended(join(work, name), project.files['Dockerfile']!)
    expect(by).toEqual(project.mends)
    const image = await built(`${name}-mended`, { ...project.files, Dockerfile: text })
    expect(await seenOf(image, project), text).toEqual(before)
    expect((await mended(join(work, `${name}-mended`), text)).by).toEqual([])
  })
})

describe('what docker itself sees of a file', () => {
  it('is the same before and after all fixes, on 50 files', { timeout: 600_000 }, async (context) => {
    if (missing !== null) return context.skip(missing)
    // Images that are here: what they hold is of no concern to an outline.
    const files = fc
      .sample(dockerfile, { numRuns: 400, seed: 20261122 })
      .map((text) => text.replace(/^# syntax=.*\r?\n/m, '').replaceAll(/example\/own:1|node:\$\{TAG\}-alpine|alpine:3\.23/g, 'debian:trixie-slim'))
    let compared = 0
    for (const [index, text] of files.entries()) {
      if (compared === 50) break
      const folder = join(work, `outline-${index}`)
      mkdirSync(folder)
      writeFileSync(join(folder, 'Dockerfile'), text)
      const { text: after, by } = await mended(folder, text)
      if (by.length === 0) continue
      const before = await outlineOf(folder)
      // Not all of what is made up at random can be built.
      if (before === null) continue
      writeFileSync(join(folder, 'Dockerfile'), after)
      expect(await outlineOf(folder), `${by.join()}\n${text}\n---\n${after}`).toEqual(before)
      compared++
    }
    expect(compared).toBe(50)
  })
})

/** Names, arguments and mounts, without the lines where they stand; null: docker does not take the file. */
async function outlineOf(folder: string): Promise<unknown> {
  const { code, out } = await run('docker', ['build', '--call=outline,format=json', folder])
  if (code !== 0) return null
  return JSON.parse(out, (key, value: unknown) => (key === 'location' || key === 'sources' ? undefined : value)) as unknown
}
