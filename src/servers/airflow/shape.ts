import { isAtLeast, majorOf, newestAirflow, pythonsOf } from '../../detect/airflow/releases.ts'
import { UserError } from '../../errors.ts'
import type { StackInput } from '../../stacks/contract.ts'

/** What the answers and the facts say of one Airflow project, in the words of those who plan it. */
export interface Shape {
  version: string
  /** 3 has an API server where 2 has a web server, and reads DAGs in a process of its own. */
  three: boolean
  celery: boolean
  /** AIRFLOW_HOME in the image. */
  home: string
  /** Folder of the DAGs, relative to the project. */
  dags: string
  /** In front of names of services: empty where the project is all there is. */
  prefix: string
}

/** The official image's home, and that of Astronomer's. */
const homes = { apache: '/opt/airflow', astronomer: '/usr/local/airflow' }

export function shapeOf({ facts, answers }: StackInput): Shape {
  const version = answers.airflow ?? facts.details['airflow'] ?? newestAirflow
  return {
    version,
    three: majorOf(version) >= 3,
    celery: (answers.executor ?? facts.details['executor']) === 'celery',
    home: facts.details['astro'] === undefined ? homes.apache : homes.astronomer,
    dags: answers.entrypoint.replace(/\/+$/, ''),
    prefix: facts.dir === '.' ? '' : `${answers.name}-`,
  }
}

/**
 * The Python of the image: what was answered, where there is an image for it.
 * @throws UserError (exit 2) for one that a person named and that there is none for.
 */
export function pythonFor({ facts, answers }: StackInput, version: string): string {
  const pythons = pythonsOf(version)
  if (!pythons.includes(answers.runtime) && answers.runtime !== facts.runtime.version) {
    const todo = pythons.map((one) => `--python ${one}`).slice(0, 1)
    throw new UserError(`--python ${answers.runtime}: Airflow ${version} runs on ${[...pythons].join(', ')}`, { exitCode: 2, todo })
  }
  return pythons.includes(answers.runtime) ? answers.runtime : (pythons[0] ?? answers.runtime)
}

/** `airflow db migrate` came with 2.7; before, it was `upgrade`. */
export function migrateCommand(version: string): string {
  return isAtLeast(version, '2.7.0') ? 'airflow db migrate' : 'airflow db upgrade'
}
