import type { Evidence } from '../facts.ts'
import type { Sighting, UnitSource } from '../source.ts'
import { broughtByAirflow } from './brought.ts'
import { brokenDags } from './broken-dags.ts'
import { dagFolders } from './dags.ts'
import { airflowFiles, type AirflowFiles } from './files.ts'
import { airflowImages, type AirflowImage } from './images.ts'
import { majorOf, newestAirflow, pythonsOf } from './releases.ts'
import { statedExecutor, statedFolder } from './settings.ts'
import { saidIn, type Said } from './text-lines.ts'
import { airflowVersion, type AirflowVersion } from './version.ts'

/**
 * An Airflow project: a folder of DAGs and something that runs it. One that only extends Airflow, or can be used with it, has DAGs
 * in its examples alone, or nothing that would run them.
 */
export function recogniseAirflow(source: UnitSource): Sighting[] {
  if (!mentions(source)) return []
  const files = airflowFiles(source)
  const images = airflowImages(source, files)
  const dependency = source.requirements.find((one) => /^apache-airflow(-core)?$/.test(one.name) && !one.optional)
  const marked = images.length > 0 || files.configuration.length > 0 || files.astro.length > 0
  const stated = statedFolder(source, files, 'dags')
  const folders = stated ? [{ path: stated.value, files: [] }] : dagFolders(source)
  const hasDags = dagFolders(source).some((one) => one.files.length > 0)
  if (isExtension(source) || !(marked || dependency || (hasDags && !isPackaged(source))) || !(hasDags || marked)) return []
  const version = airflowVersion(source, files, images)
  return folders.map((folder): Sighting => {
    const at = stated ?? placeOf(source, folder, dependency ?? images[0])
    return {
      ...sightingOf(source, files, images, version),
      entrypoint: folder.path,
      file: at.file,
      line: at.line,
      why: `DAGs in ${folder.path}`,
      preferred: folder.path === 'dags',
    }
  })
}

function mentions(source: UnitSource): boolean {
  const { files } = source
  return (
    source.requirements.some((one) => one.name.startsWith('apache-airflow')) ||
    source.own.some(({ text }) => /\bairflow\b/.test(text)) ||
    files.some((file) => /(^|\/)(airflow\.cfg|\.astro\/config\.ya?ml)$/.test(file)) ||
    files.some((file) => /(^|\/)Dockerfile[\w.-]*$/.test(file) && /airflow|astronomer|astrocr/.test(source.read(file)))
  )
}

/** A provider, a plugin: what others install beside Airflow. */
function isExtension(source: UnitSource): boolean {
  if (/^(apache-)?airflow-provider/.test(source.distribution ?? '')) return true
  const manifests = ['pyproject.toml', 'setup.py', 'setup.cfg'].filter((file) => source.files.includes(file))
  return manifests.some((file) => /apache_airflow_provider|\bairflow\.plugins\b/.test(source.read(file)))
}

function isPackaged(source: UnitSource): boolean {
  return source.files.some(
    (file) => file === 'setup.py' || file === 'setup.cfg' || (file === 'pyproject.toml' && /^\s*\[build-system\]/m.test(source.read(file))),
  )
}

function placeOf(
  source: UnitSource,
  folder: { path: string; files: readonly string[] },
  other: { file: string; line: number } | undefined,
): { file: string; line: number } {
  const [first] = [...folder.files].sort()
  if (first === undefined) return other ?? { file: source.fromRoot(folder.path), line: 1 }
  const text = source.own.find((one) => one.path === first)?.text ?? ''
  return {
    file: source.fromRoot(first),
    line: Math.max(1, text.split(/\r\n|\r|\n/).findIndex((row) => /^\s*(from|import)\s+\w/.test(row) && /airflow|cosmos|dagfactory/.test(row)) + 1),
  }
}

function sightingOf(
  source: UnitSource,
  files: AirflowFiles,
  images: readonly AirflowImage[],
  found: AirflowVersion,
): Omit<Sighting, 'entrypoint' | 'file' | 'line' | 'why'> {
  const { version, said, refused } = found
  const three = majorOf(version) >= 3
  const executor = statedExecutor(source, files)
  const celery = /^Celery/.test(executor?.value ?? '')
  const [image] = images
  const configuration = ['airflow.cfg', 'config/airflow.cfg'].find((file) => source.files.includes(file))
  const plugins = statedFolder(source, files, 'plugins')?.value
  const [python] = [
    ...images.flatMap((one) => (one.python === null ? [] : [{ value: one.python, file: one.file, line: one.line }])),
    ...saidIn(source, [...files.requirements, ...files.dockerfiles], /\/constraints-(3\.\d+)\.txt/),
  ]
  const at = said ?? image ?? { file: source.fromRoot('.'), line: 1 }
  return {
    role: three ? 'api-server' : 'webserver',
    factory: false,
    confidence: 'certain',
    healthPath: three ? '/api/v2/monitor/health' : '/health',
    pythons: pythonsOf(version),
    ...(python ? { python } : {}),
    brings: broughtByAirflow,
    files: readUnasked(source),
    details: {
      airflow: version,
      executor: celery ? 'celery' : 'local',
      ...(plugins === undefined ? {} : { plugins }),
      ...(configuration === undefined ? {} : { configuration }),
      page: '/',
      // Astronomer's images have their home elsewhere.
      ...(image?.maker === 'astronomer' ? { astro: image.version ?? 'yes' } : {}),
    },
    evidence: [
      ...(said ? [{ key: 'airflow', value: version, file: said.file, line: said.line, confidence: said.confidence }] : []),
      ...(executor ? [{ key: 'executor', value: executor.value, file: executor.file, line: executor.line, confidence: 'certain' as const }] : []),
    ],
    uses: usesOf(executor, celery, at),
    unknown:
      refused === null || !said
        ? []
        : [
            {
              key: 'airflow',
              why: `${said.file}:${said.line}: ${refused}`,
              choices: [{ key: 'airflow', value: version, file: said.file, line: said.line, confidence: 'guess' }],
              required: true,
            },
          ],
    notes: [...found.notes, ...(refused === null ? ofEndOfLife(version, at) : []), ...ofExecutor(executor), ...brokenDags(source)],
  }
}

/** Folders and files that Airflow looks for in its home. */
function readUnasked({ files }: UnitSource): string[] {
  const folders = ['config', 'include', 'plugins'].filter((folder) => files.some((file) => file.startsWith(`${folder}/`) && !/(^|\/)\.[\w-]+$/.test(file)))
  return [...files.filter((file) => /^(airflow\.cfg|airflow_local_settings\.py|webserver_config\.py)$/.test(file)), ...folders]
}

/** What Airflow itself keeps its state in, and hands its tasks out through. */
function usesOf(executor: Said | null, celery: boolean, at: { file: string; line: number }): Evidence[] {
  return [
    { key: 'uses.postgres', value: "Airflow's own database", file: at.file, line: at.line, confidence: 'likely' },
    ...(celery && executor ? [{ key: 'uses.redis', value: executor.value, file: executor.file, line: executor.line, confidence: 'likely' as const }] : []),
  ]
}

function ofEndOfLife(version: string, { file, line }: { file: string; line: number }): Note[] {
  if (majorOf(version) >= 3) return []
  return [
    {
      text: `Airflow ${version} gets no fixes since April 2026; --airflow ${newestAirflow} sets 3 up once the DAGs are ready for it (ruff check --select AIR30 tells)`,
      file,
      line,
    },
  ]
}

function ofExecutor(executor: Said | null): Note[] {
  if (!executor || /^(Local|Celery)Executor$/.test(executor.value)) return []
  const why = /Kubernetes/.test(executor.value) ? 'starts pods, which compose has none of' : 'is not for more than one process'
  return [{ text: `${executor.value} ${why}: here tasks run with LocalExecutor`, file: executor.file, line: executor.line }]
}

interface Note {
  text: string
  file: string
  line: number
}
