import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { run } from './shell.ts'

/** A page in a real browser without a window. */
export interface Page {
  /** The value of an expression in the page; a promise is waited for. @throws Error with the page's own words. */
  evaluate<T>(expression: string): Promise<T>
  /** What a person reads there. */
  text(): Promise<string>
  close(): Promise<void>
}

/** Names under which distributions have it. */
const names = ['chromium', 'chromium-browser', 'google-chrome'] as const

/** The browser of this machine, ready to be started; null: it has none. */
export async function findBrowser(): Promise<string | null> {
  for (const name of names) if ((await run('sh', ['-c', `command -v ${name}`])).code === 0) return name
  return null
}

interface Answer {
  id?: number
  result?: Record<string, unknown>
  error?: { message: string }
}

/** Opens `url` and waits until the page and its modules are loaded. The browser is spoken to through two pipes of its own. */
export async function openPage(browser: string, url: string): Promise<Page> {
  const profile = mkdtempSync(join(tmpdir(), 'dockerize-browser-'))
  // Root has no sandbox, and a container's /dev/shm is small.
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--remote-debugging-pipe', `--user-data-dir=${profile}`]
  const child = spawn(browser, flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] })
  const [to, from] = [child.stdio[3] as Duplex, child.stdio[4] as Duplex]
  const waiting = new Map<number, (answer: Answer) => void>()
  let received = ''
  from.setEncoding('utf8').on('data', (part: string) => {
    const messages = (received + part).split('\0')
    received = messages.pop() ?? ''
    for (const message of messages) {
      const answer = JSON.parse(message) as Answer
      waiting.get(answer.id ?? -1)?.(answer)
    }
  })
  let last = 0
  const ask = async (method: string, params: object, sessionId?: string): Promise<Record<string, unknown>> => {
    const id = ++last
    const answer = await new Promise<Answer>((resolve) => {
      waiting.set(id, resolve)
      to.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`)
    })
    waiting.delete(id)
    if (answer.error) throw new Error(`${method}: ${answer.error.message}`)
    return answer.result ?? {}
  }
  const { targetId } = await ask('Target.createTarget', { url: 'about:blank' })
  const { sessionId } = (await ask('Target.attachToTarget', { targetId, flatten: true })) as { sessionId: string }
  const { errorText } = await ask('Page.navigate', { url }, sessionId)
  if (typeof errorText === 'string') throw new Error(`${url}: ${errorText}`)
  const evaluate = async <T>(expression: string): Promise<T> => {
    type Evaluated = { result: { value: T }; exceptionDetails?: { exception?: { description?: string }; text: string } }
    const { result, exceptionDetails: wrong } = (await ask('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, sessionId)) as Evaluated
    if (wrong) throw new Error(wrong.exception?.description ?? wrong.text)
    return result.value
  }
  await evaluate(`new Promise((loaded) => document.readyState === 'complete' ? loaded() : addEventListener('load', loaded))`)
  return {
    evaluate,
    text: () => evaluate<string>('document.body.innerText'),
    close: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      await ask('Browser.close', {})
      await ended
      rmSync(profile, { recursive: true, force: true })
    },
  }
}
