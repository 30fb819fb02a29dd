import { afterEach, describe, expect, test } from 'vitest'
import type { Change } from '../../src/apply/changes.ts'
import { nothingGiven } from '../../src/ask/given.ts'
import { unattendedAsker } from '../../src/ask/unattended.ts'
import { openProject } from '../../src/detect/project.ts'
import { Cancelled, UserError } from '../../src/errors.ts'
import { make, settle, type World } from '../../src/pipeline.ts'
import { aShop, type Folder } from '../terminal/shop.ts'

const folders: Folder[] = []
afterEach(() => folders.splice(0).forEach((folder) => folder.remove()))

async function aWorld(changes: Partial<World> = {}): Promise<{ world: World; commits: (readonly Change[])[]; folder: Folder }> {
  const folder = aShop()
  folders.push(folder)
  const commits: (readonly Change[])[] = []
  const world: World = {
    project: await openProject(folder.path),
    asker: unattendedAsker(),
    commit: (_, made) => Promise.resolve(void commits.push(made)),
    fresh: { uid: 1234, random: () => 'r'.repeat(32) },
    repository: { owner: 'acme', branch: null, withoutWorkflows: null },
    signal: new AbortController().signal,
    progress: () => {},
    ...changes,
  }
  return { world, commits, folder }
}

const write = { write: true, checks: 'own', onConflict: 'fail' } as const
const run = async (world: World, mode: Parameters<typeof make>[1] = write) => make(await settle(nothingGiven(), world), mode, world)

test('everything is known before the one commit, and checked after it', async () => {
  const { world, commits } = await aWorld()
  const made = await run(world)
  expect(commits).toEqual([made.changes])
  expect(made.changes.map((change) => change.path)).toEqual(
    expect.arrayContaining(['Dockerfile', 'compose.yaml', '.env', '.dockerize/answers.yaml', '.dockerize/last-render.json']),
  )
  expect(made.validation.length).toBeGreaterThan(0)
  expect(made.validation.filter((one) => one.ok === false)).toEqual([])
  expect(made.answers.imagePrefix).toBe('ghcr.io/acme')
})

test('what differs from machine to machine comes from outside', async () => {
  const { world } = await aWorld()
  const env = (await run(world)).files.find((file) => file.path === '.env')!.text
  expect(env).toContain('r'.repeat(32))
  expect(env).toContain('1234')
})

describe('nothing is committed', () => {
  test('in a dry run, and no secret is made for it', async () => {
    const { world, commits } = await aWorld({
      fresh: {
        uid: 1,
        random() {
          throw new Error('a secret for a file that nobody writes')
        },
      },
    })
    await run(world, { ...write, write: false })
    expect(commits).toEqual([])
  })

  test('when the person leaves', async () => {
    const { world, commits } = await aWorld({ asker: { ...unattendedAsker(), ask: () => Promise.reject(new Cancelled()) } })
    await expect(run(world)).rejects.toBeInstanceOf(Cancelled)
    expect(commits).toEqual([])
  })

  test('when a signal came before it', async () => {
    const stopping = new AbortController()
    const { world, commits } = await aWorld({ signal: stopping.signal })
    const settled = await settle(nothingGiven(), world)
    stopping.abort(new Cancelled(143))
    await expect(make(settled, write, world)).rejects.toMatchObject({ exitCode: 143 })
    expect(commits).toEqual([])
  })

  test('when an answer is missing or cannot be', async () => {
    const { world, commits } = await aWorld()
    const settled = await settle(nothingGiven(), world)
    settled.answers.units[0]!.packageManager = 'none'
    await expect(make(settled, write, world)).rejects.toThrow('api: none cannot be used yet. Nothing was written.')
    expect(commits).toEqual([])
  })

  test('when a partial of the team is broken', async () => {
    const { world, commits } = await aWorld()
    const project = {
      ...world.project,
      files: [...world.project.files, '.dockerize/partials/dockerfile/user.hbs'],
      read: (path: string) => (path.endsWith('.hbs') ? '{{#if}' : world.project.read(path)),
    }
    await expect(run({ ...world, project })).rejects.toBeInstanceOf(UserError)
    expect(commits).toEqual([])
  })
})

test('showing the files makes nothing and writes nothing', async () => {
  const shown: string[] = []
  const { world, commits, folder } = await aWorld({
    asker: {
      ...unattendedAsker(),
      async ask(facts, given, preview) {
        const answers = await unattendedAsker().ask(facts, given, preview)
        shown.push(...(await preview(answers)).map((file) => file.path))
        return answers
      },
    },
  })
  const before = folder.hash()
  await settle(nothingGiven(), world)
  expect(shown).toContain('Dockerfile')
  expect(commits).toEqual([])
  expect(folder.hash()).toBe(before)
})
