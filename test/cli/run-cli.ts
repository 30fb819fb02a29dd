import { spawn } from 'node:child_process'
import { environment, program } from '../terminal/terminal.ts'

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
  milliseconds: number
}

/**
 * Runs the program as a script would: no terminal anywhere.
 * @param input null: `/dev/null`; pipe: one that stays open and never says anything.
 * @param powerless without root's power over permissions, where the tests run as root.
 */
export function runCli(
  args: readonly string[],
  cwd: string,
  { input = null, env = {}, powerless = false }: { input?: null | 'pipe'; env?: Record<string, string>; powerless?: boolean } = {},
): Promise<Ended> {
  const since = performance.now()
  // Root without capabilities owns all the files and may still not do what their modes forbid, like anybody else.
  const before = powerless && process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all'] : []
  const [command = '', ...rest] = [...before, process.execPath, ...program, ...args]
  const child = spawn(command, rest, {
    cwd,
    env: { ...environment, ...env },
    stdio: [input === null ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr, milliseconds: performance.now() - since })))
}
