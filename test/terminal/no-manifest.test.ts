import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { keys, Terminal } from './terminal.ts'

const script = `import os
import requests
import cv2
from fastapi import FastAPI

try:
    import orjson
except ImportError:
    orjson = None

server = FastAPI()


@server.get("/health")
def health():
    return {"ok": True}
`

/** Stands for uv, so that the test says which versions there are today. It answers for whatever it is asked. */
const uv = `#!/bin/sh
[ "$1 $2 $3" = "pip compile -" ] || exit 1
case "$*" in *"--python-version 3.13 --python-platform linux"*) ;; *) exit 1 ;; esac
sed -E 's/^([a-z0-9-]+).*/\\1==1.2.3/'
echo idna==9.9
`

const folders: string[] = []
const terminals: Terminal[] = []
afterEach(() => {
  for (const terminal of terminals.splice(0)) terminal.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function start(files: Record<string, string> = { 'run.py': script }, ...args: string[]) {
  const root = mkdtempSync(join(tmpdir(), 'tools-'))
  folders.push(root)
  for (const [path, text] of Object.entries({ ...files, '../bin/uv': uv })) {
    const file = path.startsWith('../') ? join(`${root}-bin`, path.slice('../bin/'.length)) : join(root, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  folders.push(`${root}-bin`)
  chmodSync(join(`${root}-bin`, 'uv'), 0o755)
  const terminal = new Terminal(['--no-validate', ...args], root, { PATH: `${root}-bin:${process.env['PATH']}` })
  terminals.push(terminal)
  return { terminal, read: (path: string) => readFileSync(join(root, path), 'utf8'), has: (path: string) => existsSync(join(root, path)) }
}

test('what the code imports is shown and offered; yes writes it down with versions', async () => {
  const { terminal, read } = start()
  await terminal.waitFor(/Which packages go into the image\?/)
  expect(terminal.screen().replace(/create-dockerize .*/, 'create-dockerize 0.1.0 · ~/tools')).toMatchInlineSnapshot(`
    "
      create-dockerize 0.1.0 · ~/tools

      api  nothing says which packages it needs; it imports:
           run.py:2 requests   run.py:3 cv2 → opencv-python-headless
           run.py:4 fastapi   run.py:7 orjson

    ? Which packages go into the image?
    ❯◉ requests
     ◉ opencv-python-headless  cv2; the full one needs X11 libraries
     ◉ fastapi
     ◯ orjson                  the code does without it
     ◯ Another file or list …

    ↑↓ navigate • space select • a all • i invert • ⏎ submit"
  `)
  terminal.type(keys.enter)
  await terminal.waitFor(/Write requirements.txt with today's versions\?/)
  expect(terminal.after(/Write requirements/)).toMatchInlineSnapshot(`
    "? Write requirements.txt with today's versions?
    ❯ No
      Yes

    the Dockerfile names them; each fresh build takes the newest
    ↑↓ navigate • ⏎ select"
  `)
  terminal.type(keys.down + keys.enter)
  await terminal.answer(/Set it up like this\?/, keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(read('requirements.txt')).toMatchInlineSnapshot(`
    "# What the code needs, at the versions of the day this was written. It is yours: change it as you like.
    fastapi==1.2.3
    opencv-python-headless==1.2.3  # cv2
    requests==1.2.3
    uvicorn==1.2.3  # serves it

    # What these bring along.
    idna==9.9
    "
  `)
  expect(read('Dockerfile')).toContain('pip install -r requirements.txt')
  expect(terminal.screen()).toMatch(/Again, unattended:\n\s+npm create dockerize@latest -- --yes --dependencies imports$/)
})

test('enter all the way: no file of the project is touched, the Dockerfile names the packages', async () => {
  const { terminal, read, has } = start()
  await terminal.answer(/Which packages go into the image\?/, keys.enter)
  await terminal.answer(/Write requirements.txt/, keys.enter)
  await terminal.answer(/Set it up like this\?/, keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(has('requirements.txt')).toBe(false)
  expect(read('Dockerfile')).toMatch(/pip install fastapi opencv-python-headless requests$/m)
  expect(terminal.screen()).toMatch(/--yes --dependencies imports --no-require\s*ments?\s*/)
})

test('fewer packages, and an optional one: the choice is what is written', async () => {
  const { terminal, read } = start()
  // requests out, orjson in.
  await terminal.answer(/Which packages go into the image\?/, keys.space, keys.down.repeat(3), keys.space, keys.enter)
  await terminal.answer(/Write requirements.txt/, 'y', keys.enter)
  await terminal.answer(/Set it up like this\?/, keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(read('requirements.txt')).toContain('orjson==1.2.3')
  expect(read('requirements.txt')).not.toContain('requests')
  expect(read('.dockerize/answers.yaml')).toContain('dependencies: "opencv-python-headless,fastapi,orjson"')
})

test('another list is typed, and refused in the words of the flag', async () => {
  const { terminal, read } = start()
  await terminal.answer(/Which packages go into the image\?/, keys.down.repeat(4), keys.space, keys.enter)
  await terminal.waitFor(/which file of the project\?/)
  terminal.type(`${keys.eraseLine}flask;echo${keys.enter}`)
  await terminal.waitFor(/is no package/)
  terminal.type(`${keys.eraseLine}fastapi,redis>=5,<6${keys.enter}`)
  await terminal.answer(/Write requirements.txt/, 'y', keys.enter)
  await terminal.answer(/Set it up like this\?/, keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(read('requirements.txt')).toMatch(/^redis==1\.2\.3$/m)
  expect(read('compose.yaml')).toMatch(/^ {2}redis:/m)
})

test('a file of the project that is typed is the requirements file, and stays as it is', async () => {
  const { terminal, read, has } = start({ 'run.py': script, 'needs.txt': 'fastapi\n' })
  await terminal.answer(/Which packages go into the image\?/, keys.down.repeat(4), keys.space, keys.enter)
  await terminal.waitFor(/which file of the project\?/)
  terminal.type(`${keys.eraseLine}needs.txt${keys.enter}`)
  await terminal.answer(/Set it up like this\?/, keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(has('requirements.txt')).toBe(false)
  expect(read('Dockerfile')).toContain('pip install -r needs.txt')
})

test('leaving at the packages leaves nothing behind', async () => {
  const { terminal, has } = start()
  await terminal.answer(/Which packages go into the image\?/, keys.interrupt)
  expect(await terminal.exit).toBe(130)
  expect(terminal.screen()).toContain('Cancelled. Nothing was written.')
  expect(has('.dockerize/answers.yaml')).toBe(false)
})

test('given as a flag it is consent: only the rest is asked', async () => {
  const { terminal, has } = start({ 'run.py': script }, '--dependencies', 'imports')
  await terminal.waitFor(/Set it up like this\?/)
  expect(terminal.screen()).not.toContain('Which packages')
  terminal.type(keys.enter)
  expect(await terminal.exit).toBe(0)
  expect(has('requirements.txt')).toBe(true)
})
