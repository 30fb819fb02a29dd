import type { UnitSource } from '../source.ts'
import { dagFiles } from './dags.ts'

/** DAG files that are no Python: Airflow would show them as import errors, each alone, and run the rest. */
export function brokenDags(source: UnitSource): { text: string; file: string; line: number }[] {
  const files = new Set(dagFiles(source).map((path) => source.fromRoot(path)))
  return source.modules
    .filter((one) => files.has(one.file) && one.brokenAt !== undefined)
    .map((one) => ({
      text: 'this does not read as Python from here on; Airflow loads no DAG of a file that it cannot read',
      file: one.file,
      line: one.brokenAt ?? 1,
    }))
}
