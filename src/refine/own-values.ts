import type { BuildPlan } from '../plan/build-plan.ts'
import type { DockerfileView } from '../review/contract.ts'
import { installsIn, isBuildPackage } from '../review/model/build-tools.ts'
import { commandsIn, history, pairsOf } from '../review/model/dockerfile.ts'
import { isSecretName } from '../review/model/secrets.ts'
import { isRoot, runsAs } from '../review/model/users.ts'

/** What our templates set themselves, or what only an installer reads. */
const ofTheBuild =
  /^(PATH|HOME|PYTHONPATH|PYTHONUNBUFFERED|PYTHONDONTWRITEBYTECODE|VIRTUAL_ENV|DEBIAN_FRONTEND|(PIP|UV|POETRY|PDM|PIPENV|NPM|PNPM|YARN|npm|COREPACK)_.*)$/

/** ENV of the last stage that the program may read: no secrets, nothing that another variable makes. */
export function ownEnvironment({ final }: DockerfileView): Readonly<Record<string, string>> {
  if (!final) return {}
  const pairs = history(final).flatMap((one) => (one.name === 'ENV' ? pairsOf(one) : []))
  return Object.fromEntries(pairs.flatMap(({ name, value }) => (isTaken(name, value) ? [[name, value!]] : [])))
}

/** Names of ENV that are not taken over, with the reason's place. */
export function isTaken(name: string, value: string | null): boolean {
  return value !== null && !value.includes('$') && !ofTheBuild.test(name) && !isSecretName(name)
}

/** Whether a variable means nothing outside of a build. */
export function isOfTheBuild(name: string): boolean {
  return ofTheBuild.test(name)
}

/** Who runs it, where that is not root, and its number can be read from the file. */
export function ownUser({ final, file }: DockerfileView): BuildPlan['user'] | null {
  const user = final && runsAs(file, final)?.user
  if (!final || !user || isRoot(user)) return null
  for (const one of history(final)) {
    if (one.name !== 'RUN') continue
    for (const { name, words } of commandsIn(one)) {
      if (name !== 'useradd' && name !== 'adduser') continue
      const said = words.map((word) => word.text)
      const at = said.findIndex((word) => /^(-u|--uid)$/.test(word))
      const uid = Number(at > 0 ? said[at + 1] : /^--uid=(\d+)$/.exec(said.find((word) => word.startsWith('--uid=')) ?? '')?.[1])
      const login: string = said.includes(user) ? user : said.at(-1)!
      if (Number.isInteger(uid) && uid > 0 && /^[a-z_][\w-]*$/.test(login) && (login === user || String(uid) === user))
        return { uid, name: login, home: `/home/${login}` }
    }
  }
  return null
}

/** Packages of the file's own system, by what they are for, beside those that the dependencies ask for. */
export function ownPackages({ final, file }: DockerfileView, known: BuildPlan['systemPackages']): BuildPlan['systemPackages'] {
  if (!final) return known
  const runs = new Set(history(final))
  const installs = installsIn(file.stages.flatMap((stage) => stage.instructions)).filter(({ install }) => install.by === 'apt' || install.by === 'apk')
  const named = installs.flatMap(({ run, install }) =>
    install.packages.flatMap(({ text }) => (/^[a-z0-9][a-z0-9.+-]*$/.test(text) ? [{ text, runs: runs.has(run) }] : [])),
  )
  const build = named.filter((one) => isBuildPackage(one.text) || !one.runs).map((one) => one.text)
  const run = named.filter((one) => !isBuildPackage(one.text) && one.runs).map((one) => one.text)
  return { build: sorted([...known.build, ...build]), run: sorted([...known.run, ...run]) }
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort()
}
