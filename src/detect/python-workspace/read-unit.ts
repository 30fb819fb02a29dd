import type { StatedDependencies } from '../python-facts.ts'
import { launchesIn, type Launch } from '../launches.ts'
import { ofManager, readManifests, type Manifests } from '../manifests.ts'
import { readCode, type Code } from '../modules.ts'
import { managerOf } from '../package-manager.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { bundledCode, withBundled } from './bundled.ts'
import type { Bundled } from './facts.ts'
import { aroundOf, type Around } from './index.ts'
import { sharedFolders } from './shared-folders.ts'

/** A unit's folder with all the code that is its own, wherever in the repository that lies. */
export interface ReadUnit {
  folder: UnitFolder
  manifests: Manifests
  launches: readonly Launch[]
  code: Code
  /** Null: its folder holds all of it. */
  around: Around | null
}

/**
 * @param stated what a person said that the folder needs, where no manifest does.
 * @throws UserError where a file that matters cannot be read.
 */
export async function readUnit(given: UnitFolder, stated: StatedDependencies | undefined): Promise<ReadUnit> {
  const taken = await bundledCode(given)
  const folder = withBundled(given, taken)
  const every = await readManifests(folder, stated && 'file' in stated ? stated.file : null)
  const manager = managerOf(folder, every)
  const manifests = ofManager(every, manager)
  const launches = launchesIn(folder, manifests.pyproject)
  const started = launches.flatMap((one) => (one.target ? [one.target.module] : []))
  const code = await readCode(folder, manifests.pyproject, started, taken.map(top))
  const around = await aroundOf(given, manifests, manager, taken, taken.length > 0)
  const imported = sharedFolders(folder, code, new Set(manifests.dependencies.map((one) => one.name)))
  const plain = imported.filter((one) => !around?.packages.some((other) => other.dir === one.from))
  if (plain.length === 0) return { folder, manifests, launches, code, around }
  const whole = withBundled(folder, plain)
  return {
    folder: whole,
    manifests,
    launches,
    code: await readCode(whole, manifests.pyproject, started, [...taken.map(top), ...plain.map((one) => one.to.split('/').at(-1) ?? '')]),
    around: await aroundOf(given, manifests, manager, [...taken, ...plain], taken.length > 0),
  }
}

function top({ to }: Bundled): string {
  return to.split('/')[0] ?? to
}
