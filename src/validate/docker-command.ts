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
  const { execa } = await import('execa')
  const child = execa('docker', args, { cwd, env, extendEnv: false, stdin: 'ignore', reject: false, forceKillAfterDelay: 1000 })
  // Our own clock, not execa's: what docker started itself may hold its output open long after docker was killed.
  const over = new AbortController()
  const given = new Promise<'silent' | 'stopped'>((resolve) => {
    const timer = setTimeout(() => resolve('silent'), seconds * 1000)
    over.signal.addEventListener('abort', () => clearTimeout(timer))
    signal?.addEventListener('abort', () => resolve('stopped'), { once: true, signal: over.signal })
  })
  const result = await Promise.race([child, given])
  over.abort()
  if (typeof result === 'string') {
    child.kill()
    child.stdout.destroy()
    child.stderr.destroy()
    return { end: result, stdout: '', stderr: '' }
  }
  const { stdout, stderr } = result
  if (result.code === 'ENOENT' || result.code === 'EACCES') return { end: 'absent', stdout, stderr }
  return { end: result.failed ? 'failed' : 'ok', stdout, stderr }
}
