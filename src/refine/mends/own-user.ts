import { shellWord } from '../../render/escape/shell.ts'
import { commandsIn, history, lastOf, type Stage } from '../../review/model/dockerfile.ts'
import type { Mend } from '../contract.ts'
import { asDockerfile } from './in-view.ts'
import { mountedIn, workdirOf, writtenIn } from './written-folders.ts'

/**
 * A user with a number of its own, who owns what the program writes: its folder, what detection saw it write, and what compose mounts.
 * Not where a script at the start may need root, or a port below 1024 is listened on.
 */
export const runAsUser: Mend = async (view, _finding, around) => {
  const file = asDockerfile(view)
  const { final } = file
  if (!final || final.instructions.length === 0 || lastOf(final, 'USER') || startsScript(final) || listensLow(final)) return []
  // Where the image has one, it is meant for this.
  const [known] = Object.entries(final.base?.users ?? {}).filter(([name]) => name === 'node' || name === 'bun')
  const name = known?.[0] ?? 'app'
  const uid = known?.[1] ?? 10001
  const make = known ? [] : making(final, name, uid)
  if (!make) return []
  const image = await around.image(file)
  const workdir = workdirOf(final)
  const folders = [...new Set([...(workdir && workdir !== '/' ? [workdir] : []), ...writtenIn(final, image), ...mountedIn(file)])]
  const own = folders.length > 0 ? [`mkdir -p ${folders.map(shellWord).join(' ')}`, `chown ${name}:${name} ${folders.map(shellWord).join(' ')}`] : []
  const commands = [...make, ...own]
  const last = final.instructions.findLast((one) => !['CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'EXPOSE', 'LABEL', 'STOPSIGNAL'].includes(one.name)) ?? final.from
  const run = commands.length > 0 ? `\nRUN ${commands.join(' \\\n    && ')}` : ''
  return [{ from: last.to, to: last.to, text: `${run}\nUSER ${uid}:${uid}` }]
}

/** Null: nobody knows how a user is made there. */
function making(stage: Stage, name: string, uid: number): string[] | null {
  const { base } = stage
  if (base?.has('useradd') === true && base.has('groupadd') !== false)
    return [`groupadd --gid ${uid} ${name}`, `useradd --uid ${uid} --gid ${uid} --create-home ${name}`]
  return base?.distribution === 'alpine' ? [`addgroup -g ${uid} ${name}`, `adduser -D -u ${uid} -G ${name} ${name}`] : null
}

function startsScript(stage: Stage): boolean {
  return [lastOf(stage, 'ENTRYPOINT'), lastOf(stage, 'CMD')].some(
    (one) =>
      one &&
      commandsIn(one).some(
        ({ name, words }) =>
          /\.sh$|entrypoint|supervisord|^(gosu|su-exec|cron|crond|nginx|httpd|apache2)/.test(name) || words.some((word) => /\.sh$/.test(word.text)),
      ),
  )
}

function listensLow(stage: Stage): boolean {
  return history(stage).some((one) => one.name === 'EXPOSE' && one.words.some((word) => Number.parseInt(word.text, 10) < 1024))
}
