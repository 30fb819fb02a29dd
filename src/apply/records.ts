import { statSync } from 'node:fs'
import { join } from 'node:path'

const records = ['.dockerize/answers.yaml', '.dockerize/last-render.json']

/**
 * Tells one state of our records from another without reading them. Every run that changes anything replaces one of them: where this is the
 * same at the end as before the first file was read, no other run wrote between, and all that was read belongs together.
 */
export function stateOfRecords(root: string): string {
  return records.map((path) => stateOf(join(root, path))).join(' ')
}

function stateOf(file: string): string {
  try {
    const { ino, ctimeNs, size } = statSync(file, { bigint: true })
    return `${ino}:${ctimeNs}:${size}`
  } catch {
    // Not there; or not to be looked at, which the run itself will find out.
    return '-'
  }
}
