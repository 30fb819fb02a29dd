import { deafIn } from '../../review/rules/dc/init-true.ts'
import { unlimited } from '../../review/rules/dc/limits.ts'
import { openToSetuid } from '../../review/rules/dc/no-new-privileges.ts'
import { withoutRestart } from '../../review/rules/dc/restart-missing.ts'
import { withRights } from '../additions/hardening.ts'
import type { Mend } from '../contract.ts'
import { asCompose } from './in-view.ts'
import { withKey, withShared } from './service-keys.ts'

/** A limit for each, as a variable: who knows the machine sets it without touching the file. */
export const limitMemory: Mend = (view) => {
  const compose = asCompose(view)
  const services = unlimited(compose)
  const edits = services.map(({ name, own }) => {
    if (own.deploy !== undefined) return []
    const variable = name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')
    const limits = `{ memory: "\${${variable}_MEMORY:-512m}", cpus: "\${${variable}_CPUS:-1.0}", pids: 200 }`
    return withKey(compose, name, `deploy:\n  resources:\n    limits: ${limits}`)
  })
  return edits.every((one) => one.length > 0) ? edits.flat() : []
}

/** A first process that hands signals on, and ends with the program. */
export const handOnSignals: Mend = (view) => {
  const compose = asCompose(view)
  const edits = deafIn(compose).map(({ name }) => withKey(compose, name, 'init: true'))
  return edits.every((one) => one.length > 0) ? edits.flat() : []
}

/** What is meant to end is left alone by the rule. */
export const startAgain: Mend = (view) => {
  const compose = asCompose(view)
  const edits = withoutRestart(compose).map(({ name }) => withKey(compose, name, 'restart: unless-stopped'))
  return edits.every((one) => one.length > 0) ? edits.flat() : []
}

export const closeSetuid: Mend = (view) => {
  const compose = asCompose(view)
  const services = openToSetuid(compose)
  // Options of its own are a list, which an anchor would replace.
  if (services.some(({ own }) => own.security_opt !== undefined)) return []
  const edits = services.map(({ name }) => withKey(compose, name, 'security_opt: ["no-new-privileges:true"]'))
  return edits.every((one) => one.length > 0) ? edits.flat() : []
}

/** As many lines as fit the disk, in docker's own format: what reads them today reads them tomorrow. */
export function rotateLogs(services: (view: ReturnType<typeof asCompose>) => readonly string[]): Mend {
  return (view) => {
    const compose = asCompose(view)
    return withShared(compose, services(compose), 'logging', ['driver: json-file', 'options: { max-size: 10m, max-file: "3" }'])
  }
}

/** Only for what runs as a user of its own: root's rights are no use to it. */
export const dropRights: Mend = (view) => {
  const compose = asCompose(view)
  const edits = withRights(compose).map((name) => withKey(compose, name, 'cap_drop: [ALL]'))
  return edits.every((one) => one.length > 0) ? edits.flat() : []
}
