import { commandsIn, type Stage } from './dockerfile.ts'
import { installOf, type Install } from './installs.ts'
import type { Instruction } from './instructions.ts'

/** Packages that only building needs. */
export function isBuildPackage(name: string): boolean {
  return /^(build-essential|build-base|gcc|g\+\+|clang|cmake|make|ninja-build|cargo|rustc|autoconf|automake|libtool|pkg-config|pkgconf|musl-dev|linux-headers|git-lfs)(=|$)|-(dev|devel|headers)(=|$)/.test(
    name,
  )
}

export interface InstallIn {
  run: Instruction
  install: Install
}

/** What the RUNs of these instructions put in, in order. */
export function installsIn(instructions: readonly Instruction[]): InstallIn[] {
  return instructions.flatMap((run) =>
    run.name !== 'RUN'
      ? []
      : commandsIn(run).flatMap((command) => {
          const install = installOf(command)
          return install ? [{ run, install }] : []
        }),
  )
}

/** The command turns a front end's or a program's source into what is served. */
export function isFrontEndBuild(words: readonly string[]): boolean {
  const text = words.join(' ')
  return /^(npm|pnpm|yarn|bun) (run )?build(\b|:)/.test(text) || /^(npx |pnpm |yarn |bunx )?(next|vite|nuxt|react-scripts|ng|astro|webpack) build\b/.test(text)
}

/** Takes build packages out again in the same layer. */
export function cleansUp(run: Instruction): boolean {
  return commandsIn(run).some(({ name, words }) => {
    const verb = words[1]?.text ?? ''
    return (
      (/^(apt-get|apt|aptitude)$/.test(name) && words.some((word) => /^(purge|remove|autoremove)$/.test(word.text))) ||
      (name === 'apk' && verb === 'del') ||
      (/^(yum|dnf|microdnf)$/.test(name) && /^(remove|erase)$/.test(verb))
    )
  })
}

/** The instructions of a stage up to, and without, one of them. */
export function beforeIn(instructions: readonly Instruction[], one: Instruction): readonly Instruction[] {
  return instructions.slice(0, instructions.indexOf(one))
}

export function nameOf(stage: Stage): string {
  return stage.name?.text ?? `number ${stage.index}`
}

/** Variables that front-end builds write into what they make. */
export function isBuiltIn(name: string): boolean {
  return /^(NEXT_PUBLIC|VITE|REACT_APP|GATSBY|EXPO_PUBLIC)_/.test(name)
}
