import type { DockerfileView } from '../contract.ts'
import { installsIn, type InstallIn } from './build-tools.ts'
import { variablesAt, type Stage } from './dockerfile.ts'

/** What images of others set cannot be seen; these set nothing of uv's. */
const setsNothing = /^(python|debian|ubuntu|ghcr\.io\/astral-sh\/uv|astral\/uv)$/

/**
 * Installs of uv that a variable could still change.
 * @returns those of each stage, in order, where nothing sets the variable and none of the options says the same.
 */
export function uvInstallsWithout(view: DockerfileView, variable: string, options: readonly string[]): { stage: Stage; installs: InstallIn[] }[] {
  return view.file.stages.flatMap((stage) => {
    if (!setsNothing.test(stage.base?.name ?? '') || variablesAt(view.file, stage).has(variable)) return []
    const installs = installsIn(stage.instructions).filter(
      ({ run, install }) =>
        install.by === 'uv' && /^(sync|pip)$/.test(install.verb.text) && !install.says(...options) && !view.text.slice(run.from, run.to).includes(variable),
    )
    return installs.length > 0 ? [{ stage, installs }] : []
  })
}
