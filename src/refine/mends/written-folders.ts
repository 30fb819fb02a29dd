import { posix } from 'node:path'
import type { ImagePlan } from '../../plan/plan.ts'
import type { DockerfileView } from '../../review/contract.ts'
import { history, type Stage } from '../../review/model/dockerfile.ts'
import { volumesOf } from '../../review/model/service.ts'

/** The folder that a stage's program is started in; null where no WORKDIR says it plainly. */
export function workdirOf(stage: Stage): string | null {
  return history(stage).reduce<string | null>((at, one) => {
    const word = one.name === 'WORKDIR' ? one.words[0]?.text : undefined
    if (word === undefined) return at
    return word.includes('$') ? null : word.startsWith('/') ? word : posix.join(at ?? '/', word)
  }, null)
}

/** Folders that detection saw the program write, as paths of a stage of the person's. */
export function writtenIn(stage: Stage, image: ImagePlan | null): string[] {
  const workdir = workdirOf(stage)
  return (image?.build?.writable ?? []).flatMap((path) => {
    // Ours lies in /app; theirs, where their folder is.
    const inside = path.startsWith('/') ? (path.startsWith('/app/') ? path.slice('/app/'.length) : null) : path
    return inside === null ? [path] : workdir === null ? [] : [posix.join(workdir, inside)]
  })
}

/** Folders of volumes that compose mounts into what a file builds; a person's own folders keep their owner. */
export function mountedIn({ builds }: DockerfileView): string[] {
  return builds.flatMap(({ compose, service }) =>
    volumesOf(compose.service(service)?.merged ?? {}).flatMap((one) => (!one.isBind && isPlain(one.target) ? [one.target] : [])),
  )
}

function isPlain(path: string): boolean {
  return path.startsWith('/') && !path.includes('$')
}
