/** How a program ended. absent: there is none of that name; silent: it gave no answer in time; stopped: the person did. */
export interface ProgramAnswer {
  end: 'ok' | 'failed' | 'absent' | 'silent' | 'stopped'
  stdout: string
  stderr: string
}

export interface ProgramCall {
  cwd: string
  seconds: number
  /** All of it. */
  env: Readonly<Record<string, string>>
  /** What it reads from its standard input; left out: nothing. */
  input?: string
  signal?: AbortSignal | undefined
}

/** Runs a program and waits for it, never longer than said. Does not throw: how it ended is the answer. */
export async function runProgram(command: string, args: readonly string[], { cwd, seconds, env, input, signal }: ProgramCall): Promise<ProgramAnswer> {
  if (signal?.aborted) return { end: 'stopped', stdout: '', stderr: '' }
  // Node's own: no shell, no configuration, and nothing that a library would add for programs that are always the same few.
  const { spawn } = await import('node:child_process')
  const child = spawn(command, args, { cwd, env, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] })
  const said = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (said.stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said.stderr += text))
  // One that ends without reading is no failure of ours.
  child.stdin?.on('error', () => {}).end(input)
  const end = await new Promise<ProgramAnswer['end']>((resolve) => {
    const timer = setTimeout(() => resolve('silent'), seconds * 1000)
    const stop = (): void => resolve('stopped')
    signal?.addEventListener('abort', stop, { once: true })
    const settle = (how: ProgramAnswer['end']): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
      resolve(how)
    }
    child.once('error', () => settle('absent'))
    child.once('close', (code) => settle(code === 0 ? 'ok' : 'failed'))
  })
  if (end !== 'silent' && end !== 'stopped') return { end, stdout: said.stdout.trimEnd(), stderr: said.stderr.trimEnd() }
  // What it started itself may hold its output open long after it was killed: it is not waited for.
  child.kill()
  child.stdout?.destroy()
  child.stderr?.destroy()
  setTimeout(() => child.kill('SIGKILL'), 1000).unref()
  child.unref()
  return { end, stdout: '', stderr: '' }
}
