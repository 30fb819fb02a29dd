import { aiohttp } from './aiohttp.ts'
import { blacksheep } from './blacksheep.ts'
import { bottle } from './bottle.ts'
import { connexion } from './connexion.ts'
import type { Framework, WorkerFramework } from './contract.ts'
import { dash } from './dash.ts'
import { falconAsgi, falconWsgi } from './falcon.ts'
import { gradio } from './gradio.ts'
import { huey } from './huey.ts'
import { litestar } from './litestar.ts'
import { nicegui } from './nicegui.ts'
import { panel } from './panel.ts'
import { quart } from './quart.ts'
import { robyn } from './robyn.ts'
import { sanic } from './sanic.ts'
import { starlette } from './starlette.ts'
import { taskiq } from './taskiq.ts'
import { tornado } from './tornado.ts'

/** In the order in which one wins over another: what is built on others comes before them. */
export const webFrameworks: readonly Framework[] = [
  gradio,
  nicegui,
  panel,
  dash,
  connexion,
  litestar,
  quart,
  blacksheep,
  sanic,
  robyn,
  falconAsgi,
  falconWsgi,
  starlette,
  bottle,
  aiohttp,
  tornado,
]

/** @returns undefined for a unit of none of them. */
export function frameworkOf(id: string | null): Framework | undefined {
  return webFrameworks.find((one) => one.id === id)
}

export const workerFrameworks: readonly WorkerFramework[] = [huey, taskiq]

/** @returns undefined for a unit of none of them. */
export function workerFrameworkOf(id: string | null): WorkerFramework | undefined {
  return workerFrameworks.find((one) => one.id === id)
}
