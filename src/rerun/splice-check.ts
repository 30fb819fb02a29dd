import { runProgram, type ProgramAnswer } from '../run-program.ts'
import type { Validation } from '../validate/findings.ts'

const check = 'compose config'

/**
 * Docker's own word on a compose file that was changed. Never starts or pulls anything.
 * @param before its text before the change: what docker refused then too is no fault of the change.
 */
export async function checkedSplice(root: string, path: string, before: string, signal: AbortSignal): Promise<readonly Validation[]> {
  const env = Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
  const ask = (file: string, input?: string): Promise<ProgramAnswer> =>
    runProgram('docker', ['compose', '--project-directory', root, '-f', file, 'config', '--quiet'], {
      ...{ cwd: root, seconds: 30, env, signal },
      ...(input === undefined ? {} : { input }),
    })
  const after = await ask(path)
  if (after.end === 'ok') return [{ check, ok: true, detail: `docker compose reads ${path}` }]
  if (after.end !== 'failed')
    return [{ check, ok: null, detail: after.end === 'absent' ? 'not validated: there is no docker on this machine' : 'not validated: docker did not answer' }]
  const words = after.stderr.split('\n').at(-1) || 'docker compose config failed'
  if (/is not a docker command|unknown (shorthand )?flag/.test(after.stderr)) return [{ check, ok: null, detail: 'not validated: docker has no compose here' }]
  const own = await ask('-', before)
  return [own.end === 'ok' ? { check, ok: false, detail: words } : { check, ok: null, detail: `not validated: docker refused the file before too: ${words}` }]
}
