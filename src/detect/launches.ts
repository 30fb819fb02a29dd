import type { Program } from './launches/started.ts'
import { readLaunchFiles } from './launches/files.ts'
import type { Pyproject } from './readers/pyproject.ts'
import type { UnitFolder } from './unit-folder.ts'

/** A line that starts a program somewhere: a Procfile, a script, an image, the code itself. */
export interface Launch {
  /**
   * Module and object as written there: `shop.main:app`, `shop.worker`. For a file (`python run.py`) its path as a module.
   * Null where only a port is said.
   */
  target: { module: string; object: string | null } | null
  /** The target is a function that makes the app: `--factory`, `create_app()`. */
  factory: boolean
  /** The file as written, where one is started by its path: `streamlit_app.py`. */
  path: string | null
  /** What is started; null: a statement about the target alone (`[tool.fastapi] entrypoint`, `bind = …`). */
  program: Program | null
  /** What the program is told to do: `worker`, `beat`, `run`, `migrate`, `db upgrade`, `upgrade`. */
  action: string | null
  /** Words from the program on; launchers such as `poetry run` are dropped. Empty where code or configuration starts it. */
  argv: readonly string[]
  /** Variables that are set for it there. */
  environment: Readonly<Record<string, string>>
  /** Name that the process has there: `web`, `worker`, `release`; null without one. */
  process: string | null
  purpose: 'production' | 'development'
  /** Folder that it is started in, relative to the unit, as far as it is said. */
  workingDir: string | null
  /** Null: not said, or said by a variable that the platform fills. */
  port: number | null
  file: string
  line: number
  /** How much a contradiction costs: a statement for this purpose wins over a script, production over development. */
  weight: number
}

/**
 * Every line of the unit's scripts and configuration that starts a program, in the order of the files.
 * @throws UserError where such a file cannot be read.
 */
export function launchesIn(folder: UnitFolder, pyproject: Pyproject | null = null): Launch[] {
  return readLaunchFiles(folder, pyproject)
}
