import { Cancelled, UserError } from '../errors.ts'
import type { Outcome } from '../run.ts'
import { bugsUrl, version } from '../version.ts'

const unwritten = 'Nothing was written.'

/**
 * What a person reads when a run did not end well: one line with what to do below it, never a stack. Anything that is
 * neither theirs nor a cancelling is our bug, and says so with what a report needs.
 */
export function errorText(error: unknown, { wrote, reads }: Pick<Outcome, 'wrote' | 'reads'>): string {
  if (error instanceof Cancelled) return `${wrote ? 'Stopped. The files are written; checking them did not end.' : error.message}\n`
  if (error instanceof UserError) return userError(error, !wrote && !reads)
  return ourBug(error)
}

function userError(error: UserError, unchanged: boolean): string {
  // A bad flag is refused before anything is looked at: that nothing was written goes without saying.
  const add = unchanged && error.exitCode === 1 && !error.message.includes(unwritten)
  const what = add ? `${/[.?!]$/.test(error.message) ? error.message : `${error.message}.`} ${unwritten}` : error.message
  return [`error: ${what}`, ...(error.help.todo ?? []).map((line) => `  ${line}`), ''].join('\n')
}

function ourBug(error: unknown): string {
  const message = error instanceof Error ? error.message || error.name : String(error)
  const where = bugsUrl()
  const lines = [
    `error: this is a bug of create-dockerize, not of your project: ${message}`,
    `  please report it${where ? ` at ${where}` : ''}, with these lines:`,
    `  create-dockerize ${version()}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
  ]
  if (process.env['DOCKERIZE_DEBUG'] === '1') lines.push(String(error instanceof Error ? error.stack : error))
  else lines.push('  DOCKERIZE_DEBUG=1 shows where it happened')
  return `${lines.join('\n')}\n`
}
