import { commandsIn, history, type Stage } from './dockerfile.ts'
import { installOf } from './installs.ts'

/** Packages that bring a program of another name. */
const bringers: Readonly<Record<string, RegExp>> = {
  curl: /^(curl|build-essential-curl)/,
  wget: /^wget/,
  adduser: /^adduser/,
  addgroup: /^adduser/,
  useradd: /^(shadow|passwd)/,
  groupadd: /^(shadow|passwd)/,
  usermod: /^(shadow|passwd)/,
  pg_isready: /^postgresql/,
  psql: /^postgresql/,
  'redis-cli': /^redis/,
  nc: /^(netcat|ncat|nmap|busybox)/,
  ps: /^procps/,
  pgrep: /^procps/,
  pkill: /^procps/,
}

/**
 * Whether a program can be called at the end of a stage: what its base has, and what it puts in.
 * @returns null where that cannot be known: an unknown base, a script that may have brought it, a copied folder of programs.
 */
export function hasProgram(stage: Stage, program: string): boolean | null {
  const inBase = stage.base?.has(program) ?? null
  if (inBase === true) return true
  for (const instruction of history(stage)) {
    if (instruction.name === 'COPY' || instruction.name === 'ADD') {
      const target = instruction.words.at(-1)?.text ?? ''
      if (instruction.words.some((word) => word.text.split('/').at(-1) === program)) return true
      if (/^\/(usr\/(local\/)?)?(s?bin\/?)?$/.test(target) && instruction.words.some((word) => /^\/$|bin\/?$|[*]/.test(word.text))) return null
    }
    if (instruction.name !== 'RUN') continue
    for (const command of commandsIn(instruction)) {
      if (/\.sh$|^install/.test(command.name) && command.name !== 'install') return null
      const install = installOf(command)
      if (!install) {
        // A link or a download under that very name.
        if (
          ['ln', 'cp', 'mv', 'install', 'curl', 'wget'].includes(command.name) &&
          command.words.slice(1).some((word) => word.text.split('/').at(-1) === program)
        )
          return true
        continue
      }
      const wanted = bringers[program] ?? new RegExp(`^${program.replace(/[^\w-]/g, '')}($|[=:@])`)
      if (install.packages.some((word) => wanted.test(word.text))) return true
      // Names in a variable, or read from a file.
      if (install.by !== 'pip' && install.packages.some((word) => /[$`]/.test(word.text))) return null
    }
  }
  return inBase
}
