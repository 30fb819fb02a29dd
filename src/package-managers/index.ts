import type { PackageManager } from './contract.ts'
import { conda } from './conda.ts'
import { pdm } from './pdm.ts'
import { pip } from './pip.ts'
import { pipenv } from './pipenv.ts'
import { pixi } from './pixi.ts'
import { poetry } from './poetry.ts'
import { uv } from './uv.ts'

/** In the order in which they are offered where no lock file decides. */
export const packageManagers: readonly PackageManager[] = [uv, poetry, pdm, pipenv, pip, conda, pixi]

/** @throws Error for an id that no manager has: answers are checked before they get here. */
export function packageManagerOf(id: string): PackageManager {
  const manager = packageManagers.find((one) => one.id === id)
  if (!manager) throw new Error(`no package manager ${id}`)
  return manager
}

/** Whether what it installs lies beside a Python of its own, where pip puts nothing. Never one of Node's. */
export function bringsInterpreter(id: string): boolean {
  return packageManagers.some((one) => one.id === id && one.interpreter === 'own')
}
