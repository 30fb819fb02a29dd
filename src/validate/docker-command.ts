/** How a call of docker ended. absent: there is no docker; silent: it gave no answer in time; stopped: the person did. */
export interface DockerAnswer {
  end: 'ok' | 'failed' | 'absent' | 'silent' | 'stopped'
  stdout: string
  stderr: string
}

export interface DockerCall {
  cwd: string
  seconds: number
  /** All of it; see `dockerEnvironment`. */
  env: Readonly<Record<string, string>>
  signal?: AbortSignal | undefined
}

/** Runs docker and waits for it, never longer than said. Does not throw: how it ended is the answer. */
export async function runDocker(args: readonly string[], { cwd, seconds, env, signal }: DockerCall): Promise<DockerAnswer> {
  if (signal?.aborted) return { end: 'stopped', stdout: '', stderr: '' }
  // Node's own: no shell, no configuration, and nothing that a library would add for a program that is always docker.
  const { spawn } = await import('node:child_process')
  const child = spawn('docker', args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text))
  const end = await new Promise<DockerAnswer['end']>((resolve) => {
    const timer = setTimeout(() => resolve('silent'), seconds * 1000)
    const stop = (): void => resolve('stopped')
    signal?.addEventListener('abort', stop, { once: true })
    const settle = (how: DockerAnswer['end']): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
      resolve(how)
    }
    child.once('error', () => settle('absent'))
    child.once('close', (code) => settle(code === 0 ? 'ok' : 'failed'))
  })
  if (end !== 'silent' && end !== 'stopped') return { end, stdout: said.stdout.trimEnd(), stderr: said.stderr.trimEnd() }
  // What docker started itself may hold its output open long after docker was killed: it is not waited for.
  child.kill()
  child.stdout.destroy()
  child.stderr.destroy()
  setTimeout(() => child.kill('SIGKILL'), 1000).unref()
  child.unref()
  return { end, stdout: '', stderr: '' }
}
