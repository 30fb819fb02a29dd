import type { UnitSource } from '../source.ts'
import type { AirflowFiles } from './files.ts'
import { saidIn, type Said } from './text-lines.ts'

/** The executor that the project runs today, by its own name; an extra that only one of them needs counts as well. */
export function statedExecutor(source: UnitSource, files: AirflowFiles): Said | null {
  const places = [...files.compose, ...files.dockerfiles]
  const [stated] = [
    ...saidIn(source, places, /AIRFLOW__CORE__EXECUTOR["']?\s*[:=]?\s*["']?(?:\$\{\w+:-)?([\w.]+Executor)\b/),
    ...saidIn(source, files.configuration, /^\s*executor\s*=\s*([\w.]+)/),
  ]
  if (stated) return { ...stated, value: stated.value.split('.').at(-1) ?? stated.value }
  const extra = source.requirements.find(
    ({ name, extras, group }) => group === 'main' && ((name === 'apache-airflow' && extras.includes('celery')) || name === 'apache-airflow-providers-celery'),
  )
  return extra ? { value: 'CeleryExecutor', file: extra.file, line: extra.line } : null
}

/** The folder of DAGs as the project sets it, relative to the unit: what stands below Airflow's home. */
export function statedFolder(source: UnitSource, files: AirflowFiles, kind: 'dags' | 'plugins'): Said | null {
  const name = `AIRFLOW__CORE__${kind.toUpperCase()}_FOLDER`
  const places = [...files.compose, ...files.dockerfiles]
  const [stated] = [
    ...saidIn(source, places, new RegExp(`${name}["']?\\s*[:=]?\\s*["']?(/[^\\s"']+)`)),
    ...saidIn(source, files.configuration, new RegExp(`^\\s*${kind}_folder\\s*=\\s*(\\S+)`)),
  ]
  if (!stated) return null
  const value = stated.value.replace(/^.*?\/airflow\//, '').replace(/\/+$/, '')
  return source.files.some((file) => file.startsWith(`${value}/`)) ? { ...stated, value } : null
}
