import type { Facts } from '../detect/facts.ts'
import { Cancelled, UserError } from '../errors.ts'
import type { Answers, Given } from './answers.ts'
import { askMissing, askUnseen, changeAnswer } from './change-answer.ts'
import { decide } from './decide.ts'
import type { Preview, PreviewFile } from './index.ts'
import type { Prompts } from './prompts.ts'
import { Reconsidered } from './reconsidered.ts'

/** What is said around the questions; how it looks is the report's concern. */
export interface Screens {
  summary(answers: Answers): string
  file(file: PreviewFile): string
}

/**
 * Asks until everything is known and the person agrees: first what is missing, then one question for all the rest.
 *
 * @param confirm false: nothing will be written anyway, so only what is missing is asked.
 * @throws Cancelled where the person says no.
 * @throws Reconsidered where they want other units, which is not settled here.
 */
export async function converse(facts: Facts, given: Given, preview: Preview, prompts: Prompts, screens: Screens, confirm: boolean): Promise<Answers> {
  prompts.say(screens.summary(decide(facts, given).answers))
  let said = await askMissing(facts, given, prompts)
  if (!confirm) return decide(facts, said).answers
  said = await askUnseen(facts, said, prompts)
  if (said !== given) prompts.say(screens.summary(decide(facts, said).answers))
  let files = await preview(decide(facts, said).answers)
  for (;;) {
    const what = await agreed(files, prompts)
    if (what === 'yes') return decide(facts, said).answers
    if (what === 'no') throw new Cancelled()
    if (what === 'show') await showFiles(files, prompts, screens)
    if (what === 'change') {
      const changed = await changeAnswer(facts, said, prompts)
      if (changed === 'units') throw new Reconsidered(said)
      const looked = await tried(() => preview(decide(facts, changed).answers), prompts)
      if (!looked) continue
      said = changed
      files = looked
      prompts.say(screens.summary(decide(facts, said).answers))
    }
  }
}

function agreed(files: readonly PreviewFile[], prompts: Prompts): Promise<string> {
  const yes = files.length === 0 ? 'Yes, nothing has to be written' : `Yes, write ${files.length} ${files.length === 1 ? 'file' : 'files'}`
  return prompts.one({
    flag: 'yes',
    text: 'Set it up like this?',
    choices: [
      { value: 'yes', name: yes },
      { value: 'change', name: 'Change an answer' },
      ...(files.length === 0 ? [] : [{ value: 'show', name: 'Show the files first' }]),
      { value: 'no', name: 'No' },
    ],
  })
}

async function showFiles(files: readonly PreviewFile[], prompts: Prompts, screens: Screens): Promise<void> {
  const back = '\0back'
  let at = 0
  for (;;) {
    const lines = (text: string) => `${text.split('\n').length - 1} lines`
    const widest = Math.max(...files.map((file) => file.path.length))
    const choices = files.map((file) => ({ value: file.path, name: `${file.path.padEnd(widest)}  ${lines(file.text)}` }))
    const path = await prompts.one({
      flag: 'dry-run',
      text: 'Which file?',
      choices: [...choices, { value: back, name: 'Back' }],
      initial: files[at]?.path ?? back,
    })
    if (path === back) return
    const index = files.findIndex((file) => file.path === path)
    prompts.say(screens.file(files[index]!))
    at = index + 1
  }
}

/** An answer that cannot be is told and taken back: the talk goes on. */
async function tried<T>(attempt: () => Promise<T>, prompts: Prompts): Promise<T | undefined> {
  try {
    return await attempt()
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    prompts.say([`  ${error.message}`, ...(error.help.todo ?? []).map((line) => `    ${line}`), ''].join('\n'))
    return undefined
  }
}
