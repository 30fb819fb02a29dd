import { afterEach, describe, expect, test } from 'vitest'
import { aShop, type Folder } from './shop.ts'
import { keys, Terminal } from './terminal.ts'

const open: { terminal: Terminal; folder: Folder }[] = []
afterEach(() => {
  for (const { terminal, folder } of open.splice(0)) {
    terminal.close()
    folder.remove()
  }
})

function start(kind: 'decided' | 'undecided') {
  const folder = aShop(kind)
  const terminal = new Terminal(['--no-validate'], folder.path)
  open.push({ terminal, folder })
  return { terminal, folder, before: folder.hash() }
}

type Step = [question: RegExp, ...typed: string[]]
/** Entries of the list of answers, from its top. */
const at = { port: 1, base: 4, with: 6 }
const { down, enter, interrupt } = keys
const change: Step = [/Set it up like this\?/, down, enter]

/** Each prompt there is, by the way to it. */
const prompts: [string, 'decided' | 'undecided', ...Step[]][] = [
  ['a missing answer', 'undecided', [/What does the server start\?/, interrupt]],
  ['a missing answer that is typed', 'undecided', [/What does the server start\?/, down, down, enter], [/✔ .*Something else[\s\S]*start\?/, 'shop', interrupt]],
  ['the summary', 'decided', [/Set it up like this\?/, interrupt]],
  ['the list of answers', 'decided', change, [/Which answer\?/, interrupt]],
  ['a text', 'decided', change, [/Which answer\?/, down.repeat(at.port), enter], [/Which port/, interrupt]],
  ['a choice', 'decided', change, [/Which answer\?/, down.repeat(at.base), enter], [/built on/, interrupt]],
  ['services', 'decided', change, [/Which answer\?/, down.repeat(at.with), enter], [/Which services/, interrupt]],
  ['services elsewhere', 'decided', change, [/Which answer\?/, down.repeat(at.with), enter], [/Which services/, enter], [/run elsewhere/, interrupt]],
  ['the list of files', 'decided', [/Set it up like this\?/, down, down, enter], [/Which file\?/, interrupt]],
]

describe('Ctrl-C leaves everything as it was', () => {
  test.each(prompts)('at %s', async (_, kind, ...steps) => {
    const { terminal, folder, before } = start(kind)
    for (const [question, ...typed] of steps) await terminal.answer(question, ...typed)
    expect(await terminal.exit).toBe(130)
    await terminal.waitFor(/Cancelled\. Nothing was written\.$/)
    expect(terminal.screen()).not.toMatch(/\bat .*\(|Error/)
    expect(terminal.cursorVisible).toBe(true)
    expect(folder.hash()).toBe(before)
  })
})

test('SIGTERM at a prompt ends with 143 and the cursor back', async () => {
  const { terminal, folder, before } = start('decided')
  await terminal.waitFor(/Set it up like this\?/)
  terminal.signal('SIGTERM')
  expect(await terminal.exit).toBe(143)
  await terminal.waitFor(/Cancelled\. Nothing was written\.$/)
  expect(terminal.cursorVisible).toBe(true)
  expect(folder.hash()).toBe(before)
})
