import { spawnSync } from 'node:child_process'

/** Runs a tool in a folder. Linters end with 1 where they find something, so the code is no error; no output at all is one. */
export function outputOf(program: string, args: readonly string[], cwd: string): { stdout: string; stderr: string } {
  const { stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 512 * 1024 * 1024 })
  if (error) throw new Error(`${program}: ${error.message}`)
  return { stdout, stderr }
}
