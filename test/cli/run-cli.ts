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
 */
export function runCli(
  args: readonly string[],
  cwd: string,
  { input = null, env = {} }: { input?: null | 'pipe'; env?: Record<string, string> } = {},
): Promise<Ended> {
  const since = performance.now()
  const child = spawn(process.execPath, [...program, ...args], {
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
