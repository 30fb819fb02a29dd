import type { Change } from '../apply/changes.ts'
import { runProgram, type ProgramAnswer } from '../run-program.ts'
import { isUnresolved, lastError } from '../validate/docker-build.ts'
import type { Validation } from '../validate/findings.ts'

/**
 * Docker's own word on what was written: `compose config` for compose files, `build --check` for Dockerfiles. Nothing is started or pulled.
 * What docker found fault with before too is no fault of the change.
 */
export async function checkedChanges(root: string, changes: readonly Change[], signal: AbortSignal): Promise<readonly Validation[]> {
  const found: Validation[] = []
  for (const change of changes) {
    if (!('after' in change)) continue
    const before = 'before' in change ? change.before : null
    if (/compose[^/]*\.ya?ml$/i.test(change.path)) {
      const { checkedSplice } = await import('../rerun/splice-check.ts')
      found.push(...(await checkedSplice(root, change.path, before ?? '', signal)))
    } else if (/dockerfile|containerfile/i.test(change.path) && !/dockerignore$/i.test(change.path))
      found.push(await checkedDockerfile(root, change.path, before, change.after, signal))
  }
  return found
}

/** Fed by its standard input: what is asked is whether the text is right, for which no context is needed. */
async function checkedDockerfile(root: string, path: string, before: string | null, after: string, signal: AbortSignal): Promise<Validation> {
  const check = `build --check ${path}`
  const env = Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
  const ask = (input: string): Promise<ProgramAnswer> =>
    runProgram('docker', ['build', '--call=check,format=json', '-'], { cwd: root, seconds: 60, env, signal, input })
  const is = await ask(after)
  if (is.end === 'absent') return { check, ok: null, detail: 'not validated: there is no docker on this machine' }
  if (is.end === 'silent' || is.end === 'stopped') return { check, ok: null, detail: 'not validated: docker did not answer' }
  const now = warningsIn(is.stdout)
  if (now === null) return { check, ok: null, detail: `not validated: ${lastError(is.stderr) || 'this docker has no build --check'}` }
  const were = before === null ? [] : (warningsIn((await ask(before)).stdout) ?? [])
  const more = now.filter((one) => !were.includes(one))
  return more.length === 0 ? { check, ok: true, detail: 'no new warnings' } : { check, ok: false, detail: more.join('; ') }
}

/** Null: no answer that can be read. Lines are left out, since they move. */
function warningsIn(stdout: string): readonly string[] | null {
  try {
    const report = JSON.parse(stdout) as { warnings?: { ruleName: string; detail: string }[] | null; buildError?: { message: string } }
    if (report.buildError && isUnresolved(report.buildError.message)) return null
    return [...(report.warnings ?? []).map((one) => `${one.ruleName}: ${one.detail}`), ...(report.buildError ? [report.buildError.message] : [])]
  } catch {
    return null
  }
}
