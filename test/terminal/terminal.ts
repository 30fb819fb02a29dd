import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { spawn, type IPty } from '@lydell/node-pty'
import headless from '@xterm/headless'

const repository = fileURLToPath(new URL('../..', import.meta.url))

/** The built program where there is one, as people run it; else the sources, so that a test can be written before a build. */
export const program: readonly string[] = existsSync(`${repository}dist/cli.js`)
  ? [`${repository}dist/cli.js`]
  : ['--import', `${repository}node_modules/tsx/dist/esm/index.mjs`, `${repository}src/cli.ts`]

/** Nothing of the machine that runs the tests: a CI job or an agent must not be taken for the person at the terminal. */
export const environment = { PATH: process.env['PATH']!, HOME: process.env['HOME']!, LANG: 'C.UTF-8', TERM: 'xterm-256color' }

export const keys = { enter: '\r', down: '\u001b[B', up: '\u001b[A', space: ' ', interrupt: '\u0003', eraseLine: '\u0015' } as const

/** A program in a terminal: what a person types into it and what they see. */
export class Terminal {
  private readonly pty: IPty
  private readonly emulator = new headless.Terminal({ cols: 80, rows: 50, allowProposedApi: true, scrollback: 2000 })
  private readonly watchers = new Set<() => void>()
  /** Everything that was written, with its control codes. */
  raw = ''
  readonly exit: Promise<number>

  constructor(args: readonly string[], cwd: string, env: Record<string, string> = {}) {
    this.pty = spawn(process.execPath, [...program, ...args], { cols: 80, rows: 50, cwd, env: { ...environment, ...env }, name: 'xterm-256color' })
    this.pty.onData((data) => {
      this.raw += data
      this.emulator.write(data, () => this.watchers.forEach((look) => look()))
    })
    // Not before the emulator has drawn the last output: what is asked of the screen afterwards is then there.
    this.exit = new Promise((resolve) => this.pty.onExit(({ exitCode }) => this.emulator.write('', () => resolve(exitCode))))
  }

  /** Everything on the screen and above it, lines without trailing blanks. */
  screen(): string {
    const { active } = this.emulator.buffer
    const lines = Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? '')
    return lines.join('\n').trimEnd()
  }

  /** What is below the last line that matches: the part that the last question drew. */
  after(pattern: RegExp): string {
    const lines = this.screen().split('\n')
    const at = lines.findLastIndex((line) => pattern.test(line))
    return lines.slice(Math.max(at, 0)).join('\n')
  }

  /** Waits until the end of the screen shows it; a program that ended or stays silent fails the test with what was there. */
  waitFor(pattern: RegExp, milliseconds = 15_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const ended = () => reject(new Error(`ended before ${String(pattern)} was shown:\n${this.screen()}`))
      const timer = setTimeout(() => finish(() => reject(new Error(`${String(pattern)} was not shown:\n${this.screen()}`))), milliseconds)
      const finish = (settle: () => void) => {
        clearTimeout(timer)
        this.watchers.delete(look)
        settle()
      }
      const look = () => {
        if (pattern.test(this.screen())) finish(resolve)
      }
      this.watchers.add(look)
      look()
      void this.exit.then(() => {
        look()
        if (this.watchers.has(look)) finish(ended)
      })
    })
  }

  type(text: string): void {
    this.pty.write(text)
  }

  /** Waits for a question and for its cursor, so that a key is not lost on a screen that is still being drawn. */
  async answer(question: RegExp, ...typed: string[]): Promise<void> {
    await this.waitFor(question)
    for (const text of typed) this.type(text)
  }

  /** Moves to an entry of the list below a question and takes it. */
  async choose(question: RegExp, entry: string): Promise<void> {
    await this.waitFor(question)
    const list = this.after(question).split('\n')
    const steps = list.findIndex((line) => line.includes(entry)) - list.findIndex((line) => line.startsWith('❯'))
    this.type((steps < 0 ? keys.up : keys.down).repeat(Math.abs(steps)) + keys.enter)
  }

  /** Whether the cursor is visible again: shown after the last time that it was hidden. */
  get cursorVisible(): boolean {
    return this.raw.lastIndexOf('\u001b[?25h') >= this.raw.lastIndexOf('\u001b[?25l')
  }

  signal(name: 'SIGTERM' | 'SIGINT'): void {
    this.pty.kill(name)
  }

  close(): void {
    this.emulator.dispose()
    try {
      this.pty.kill()
    } catch {
      // It has ended by itself.
    }
  }
}
