import { installsIn } from './build-tools.ts'
import { commandsIn, history, lastOf, variablesAt, type Dockerfile, type Stage } from './dockerfile.ts'
import { expand } from './expand.ts'
import type { Instruction } from './instructions.ts'

/** Who runs a stage's program. */
export interface RunsAs {
  /** Name or number, without the group; null: a variable that nothing sets. */
  user: string | null
  /** The USER that says so; null: the base image does. */
  instruction: Instruction | null
}

/** @returns null where neither the file nor what is known of the base image tells. */
export function runsAs(file: Dockerfile, stage: Stage): RunsAs | null {
  const instruction = lastOf(stage, 'USER')
  if (instruction) {
    const known = variablesAt(file, stage)
    const text = expand(instruction.words[0]?.text ?? '', (name) => known.get(name) ?? null)
    return { user: text?.split(':')[0] ?? null, instruction }
  }
  if (stage.base?.user) return { user: stage.base.user, instruction: null }
  return installsAsRoot(stage) ? { user: 'root', instruction: null } : null
}

/** Packages of a distribution can be put in by root alone: where that works without sudo or USER, the base image runs as root. */
function installsAsRoot(stage: Stage): boolean {
  return installsIn(history(stage)).some(
    ({ install }) => /^(apt|apk|dnf|zypper)$/.test(install.by) && !install.command.before.some((word) => /^(sudo|gosu|su-exec)$/.test(word.text)),
  )
}

export function isRoot(user: string): boolean {
  return user === 'root' || /^0+$/.test(user)
}

/** Users that are in the image at the end of a stage; null where that cannot be known. */
export function usersOf(stage: Stage): ReadonlySet<string> | null {
  const { base } = stage
  if (!base?.users) return null
  const users = new Set(['root', 'nobody', 'daemon', 'www-data', ...Object.keys(base.users)])
  for (const instruction of history(stage)) {
    if (instruction.words.some((word) => word.text.includes('/etc/passwd'))) return null
    if (instruction.name !== 'RUN') continue
    for (const { name, words } of commandsIn(instruction)) {
      if (/\.sh$/.test(name) || words.some((word) => word.text.includes('/etc/passwd'))) return null
      if (['useradd', 'adduser'].includes(name)) for (const word of words.slice(1)) users.add(word.text)
      if (name === 'usermod') for (const word of words.slice(1)) users.add(word.text)
    }
  }
  return users
}
