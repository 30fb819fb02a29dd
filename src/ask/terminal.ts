import { homedir } from 'node:os'
import type { Conflict } from '../apply/parts.ts'
import { Cancelled } from '../errors.ts'
import { paintFor } from '../report/paint.ts'
import { summary } from '../report/facts.ts'
import { version } from '../version.ts'
import { converse } from './conversation.ts'
import type { Asker } from './index.ts'
import type { RefineAsker } from './ask-refine.ts'
import type { Prompts } from './prompts.ts'

interface Streams {
  input: NodeJS.ReadableStream
  output: NodeJS.WritableStream
  signal: AbortSignal
}

interface Terminal extends Streams {
  /** The project's folder, for the headline. */
  root: string
  /** Ask before anything is written. */
  confirm: boolean
}

/** Asks a person. The only part that knows prompts; they are loaded here, when there is somebody to ask. */
export function terminalAsker(terminal: Terminal): Asker {
  const { output, root, confirm } = terminal
  const paint = paintFor(output)
  let greeted = false
  const promptsAt = async (): Promise<Prompts> => {
    const prompts = await promptsOn(terminal)
    if (!greeted) prompts.say(`\n  ${paint.strong('create-dockerize')} ${version()} · ${root.replace(homedir(), '~')}\n`)
    greeted = true
    return prompts
  }
  /** However a prompt is left, it is one thing. */
  const talk = async <T>(about: (prompts: Prompts) => Promise<T>): Promise<T> => {
    try {
      return await about(await promptsAt())
    } catch (error) {
      throw left(error, terminal.signal)
    }
  }
  return {
    async units(facts, given, again) {
      const { askUnits, isOpen } = await import('./ask-units.ts')
      return again || (confirm && isOpen(facts, given)) ? talk((prompts) => askUnits(facts, given, prompts)) : given
    },
    async dependencies(facts, given) {
      const { askDependencies } = await import('./ask-dependencies.ts')
      return talk((prompts) => askDependencies(facts, given, prompts))
    },
    ask(facts, given, preview) {
      const screens = {
        summary: (answers: Parameters<typeof summary>[1]) => `${summary(facts, answers, paint).join('\n')}\n`,
        file: ({ path, text }: { path: string; text: string }) => `\n${paint.strong(path)}\n\n${printable(text)}`,
      }
      return talk((prompts) => converse(facts, given, preview, prompts, screens, confirm))
    },
    async again(before) {
      const { askAgain } = await import('./ask-again.ts')
      return talk((prompts) => askAgain(before, prompts))
    },
    async settle(conflicts) {
      const [{ settleConflicts }, { openEditor }, { conflictScreen }] = await Promise.all([
        import('./settle-conflicts.ts'),
        import('./open-editor.ts'),
        import('../report/conflict.ts'),
      ])
      const screens = { conflict: (path: string, conflict: Conflict) => conflictScreen(path, conflict, paint, printable), edit: openEditor }
      return talk((prompts) => settleConflicts(conflicts, prompts, screens))
    },
  }
}

/** Asks what refining leaves to a person. */
export function refineAsker(streams: Streams): RefineAsker {
  const talk = async <T>(about: (prompts: Prompts) => Promise<T>): Promise<T> => {
    try {
      return await about(await promptsOn(streams))
    } catch (error) {
      throw left(error, streams.signal)
    }
  }
  return {
    goal: () => talk(async (prompts) => (await import('./ask-refine.ts')).askGoal(prompts)),
    accept: (open) => talk(async (prompts) => (await import('./ask-refine.ts')).askToAccept(open, prompts)),
  }
}

async function promptsOn({ input, output, signal }: Streams): Promise<Prompts> {
  const [select, checkbox, text] = await Promise.all([import('@inquirer/select'), import('@inquirer/checkbox'), import('@inquirer/input')])
  const context = { input: input as NodeJS.ReadStream, output, signal }
  return {
    say: (line) => void output.write(`${line}\n`),
    one: ({ text: message, choices, initial }) =>
      select.default(
        {
          message,
          choices: choices.map(({ value, name, about }) => ({ value, name, ...(about ? { description: about } : {}) })),
          ...(initial ? { default: initial } : {}),
          pageSize: 12,
          loop: false,
        },
        context,
      ),
    some: async ({ text: message, choices }) => {
      const fixed = choices.filter((choice) => choice.fixed).map((choice) => choice.value)
      const chosen = await checkbox.default(
        {
          message,
          choices: choices.map(({ value, name, short, checked, fixed }) => ({
            value,
            name,
            ...(short ? { short } : {}),
            checked: checked ?? false,
            disabled: fixed ? `(${fixed})` : false,
          })),
          pageSize: 12,
          loop: false,
        },
        context,
      )
      return choices.map((choice) => choice.value).filter((value) => chosen.includes(value) || fixed.includes(value))
    },
    text: ({ text: message, initial, refuse }) =>
      text.default(
        { message, ...(initial ? { default: initial, prefill: 'editable' as const } : {}), validate: async (value) => (await refuse(value)) ?? true },
        context,
      ),
  }
}

/** However a prompt is left, it is one thing: the person, or a signal, wants no more. */
function left(error: unknown, signal: AbortSignal): unknown {
  if (!(error instanceof Error)) return error
  if (error.name === 'AbortPromptError' && signal.reason instanceof Cancelled) return signal.reason
  return error.name === 'ExitPromptError' ? new Cancelled() : error
}

/** A file's text may hold anything; what moves a terminal's cursor is shown as its code. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
}
