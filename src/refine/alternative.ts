import type { ImagePlan } from '../plan/plan.ts'
import { contextPaths } from '../render/dockerfile.ts'
import { render } from '../render/index.ts'
import type { DockerfileView } from '../review/contract.ts'
import type { Drafted } from './around.ts'
import type { Alternative, NewFile } from './contract.ts'
import { ownCommand } from './own-command.ts'
import { leftOut } from './left-out.ts'
import { startsSame } from './same-program.ts'
import { ownEnvironment, ownPackages, ownUser } from './own-values.ts'

/** Name of what is made beside a Dockerfile. */
export function besideOf(path: string): string {
  return `${path}.dockerize`
}

/**
 * A Dockerfile of our templates that builds what a person's builds, with the values that theirs has: base version, port, user, command,
 * environment, system packages, name of the last stage. Never written over theirs.
 */
export async function alternativeFor(view: DockerfileView, { settled, plan, image }: Drafted): Promise<Alternative | null> {
  const command = image.build?.command ?? image.node?.command ?? []
  if (!view.final || image.recipe || startsSame(view.final, command) === false) return null
  const own = withOwnValues(image, view)
  const files = await render({ ...plan, images: [own] }, settled.facts, settled.answers, {
    overrides: new Map(),
    fresh: { uid: 10001, random: () => '' },
  })
  const dockerfile = files.find((file) => file.path === own.dockerfile)
  const ignore = files.find((file) => file.path === own.dockerignore)
  if (!dockerfile) return null
  const path = besideOf(view.path)
  const made: NewFile = { path, text: withNames(dockerfile.text, view) }
  const isHidden = own.build !== null && contextPaths(own.build, own.targets).some((one) => view.ignore?.ignores(one))
  return {
    files: isHidden && ignore ? [made, { path: `${path}.dockerignore`, text: ignore.text }] : [made],
    lacks: leftOut(view),
  }
}

function withOwnValues(image: ImagePlan, view: DockerfileView): ImagePlan {
  const { build, node } = image
  const environment = ownEnvironment(view)
  if (node) return { ...image, node: { ...node, programEnvironment: { ...node.programEnvironment, ...environment } } }
  if (!build) return image
  return {
    ...image,
    build: {
      ...build,
      programEnvironment: { ...build.programEnvironment, ...environment },
      user: build.base === 'distroless' ? build.user : (ownUser(view) ?? build.user),
      systemPackages: ownPackages(view, build.systemPackages),
      command: ownCommand(view) ?? build.command,
    },
  }
}

/** The last stage is called as the person's is: compose files and workflows name it. */
function withNames(text: string, { final, path }: DockerfileView): string {
  const name = final?.name?.text
  const taken = name !== undefined && new RegExp(`AS ${name.replace(/[^\w.-]/g, '')}$`, 'im').test(text)
  const named = name === undefined || taken ? text : text.replace(/ AS runtime$/m, () => ` AS ${name}`)
  return `# Made beside ${path.split('/').at(-1)} by create-dockerize refine, with its values.\n${named}`
}
