import { must, until } from './shell.ts'
import type { StackSetUp } from './stack.ts'
import { openVisit } from './streamlit-visit.ts'

export interface Answer {
  status: number
  text: string
}

/** An HTTP answer; status 0 and the reason where there was none. */
export async function ask(url: string, body?: unknown): Promise<Answer> {
  try {
    const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(5000) })
    return { status: answer.status, text: await answer.text() }
  } catch (error) {
    return { status: 0, text: String(error) }
  }
}

/** Writes through the app's own route. */
export async function write(stack: StackSetUp): Promise<Answer> {
  return ask(`${stack.url}${routeOf(stack).path}`, routeOf(stack).body)
}

export async function read(stack: StackSetUp): Promise<Answer> {
  return ask(`${stack.url}${routeOf(stack).path}`)
}

function routeOf({ database, title }: StackSetUp) {
  if (!database) throw new Error(`${title} keeps nothing`)
  return database.route
}

/** What a visitor sees where the edit is. */
export async function page(stack: StackSetUp): Promise<string> {
  if (stack.title !== 'streamlit') return (await ask(`${stack.url}${stack.edit.path}`)).text
  const visit = await openVisit(stack.url)
  try {
    return await visit.shows(() => true, 3)
  } finally {
    visit.close()
  }
}

/** Whatever asks the app: this machine, or a program in one of its containers. */
export type Client = (path: string, body?: unknown) => Promise<Answer>

export function fromHere(stack: StackSetUp): Client {
  return (path, body) => ask(`${stack.url}${path}`, body)
}

/** For an app that publishes no port. */
export function fromInside(stack: StackSetUp, id: string): Client {
  const program = `import sys, urllib.request as u
request = u.Request("http://127.0.0.1:${stack.port}" + sys.argv[1], sys.argv[2].encode() or None, {"content-type": "application/json"})
answer = u.urlopen(request, timeout=5)
print(answer.status, answer.read().decode(), end="")`
  return async (path, body) => {
    const said = await must('docker', ['exec', id, 'python', '-c', program, path, body === undefined ? '' : JSON.stringify(body)])
    const [, status, text = ''] = /^(\d+) ([^]*)$/.exec(said) ?? []
    return { status: Number(status), text }
  }
}

/** Writes, which queues a task, and waits until the worker has done it. @throws Error where it does not. */
export async function queues(stack: StackSetUp, client: Client): Promise<void> {
  if (!stack.task) throw new Error(`${stack.title} queues nothing`)
  const { path, body } = routeOf(stack)
  const { id } = JSON.parse((await client(path, body)).text) as { id: number }
  const { path: shown, done } = stack.task
  await until(
    () => client(shown.replace('{id}', String(id))),
    ({ text }) => text.includes(done),
    20,
  )
}

/** What the first style sheet of its page holds. */
export async function styles(stack: StackSetUp, client: Client): Promise<Answer> {
  const { text } = await client(stack.styled ?? '/')
  const sheet = /href="([^"]+\.css)"/.exec(text)?.[1]
  if (sheet === undefined) throw new Error(`no style sheet in ${text.slice(0, 2000)}`)
  return client(sheet)
}
