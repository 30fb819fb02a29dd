import { execa } from 'execa'

/** How a program ended. `code` is null where a signal or the time limit ended it. */
export interface Ended {
  code: number | null
  out: string
  err: string
  timedOut: boolean
  seconds: number
}

export interface Where {
  cwd?: string
  env?: Readonly<Record<string, string>>
  seconds?: number
  /** Whose program it is; null or left out: the caller's. */
  as?: Person | null
}

/** A user of this machine who is not root and may talk to the engine. */
export interface Person {
  uid: number
  /** The group that the engine's socket belongs to. */
  gid: number
  home: string
}

/** Runs a program to its end; never throws for how it ended, so that a test can say what it expected. */
export async function run(command: string, args: readonly string[], { cwd, env, seconds = 150, as }: Where = {}): Promise<Ended> {
  const started = performance.now()
  const result = await execa(command, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...env, ...(as ? { HOME: as.home, USER: 'person', LOGNAME: 'person', PATH: `${as.home}/bin:${process.env['PATH']}` } : {}) },
    ...(as ? { uid: as.uid, gid: as.gid } : {}),
    reject: false,
    stdin: 'ignore',
    timeout: seconds * 1000,
    forceKillAfterDelay: 2000,
    maxBuffer: 200_000_000,
  })
  return {
    code: result.exitCode ?? null,
    out: result.stdout,
    err: result.stderr || (result.failed ? (result.shortMessage ?? '') : ''),
    timedOut: result.timedOut,
    seconds: (performance.now() - started) / 1000,
  }
}

/** The same for a step that a test only stands on. @throws Error with the program's own words where it fails. */
export async function must(command: string, args: readonly string[], where: Where = {}): Promise<string> {
  const ended = await run(command, args, where)
  if (ended.code !== 0)
    throw new Error(`${command} ${args.join(' ')} → ${ended.timedOut ? 'no end in time' : ended.code}\n${tail(ended.out)}\n${tail(ended.err)}`)
  return ended.out
}

/** Asks until the answer is right. @throws Error with the last answer after `seconds`. */
export async function until<T>(ask: () => Promise<T>, right: (answer: T) => boolean, seconds: number): Promise<T> {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const answer = await ask()
    if (right(answer)) return answer
    if (Date.now() > end) throw new Error(`after ${seconds} s still: ${JSON.stringify(answer)}`)
    await new Promise((wake) => setTimeout(wake, 200))
  }
}

function tail(text: string): string {
  return text.split('\n').slice(-30).join('\n')
}
