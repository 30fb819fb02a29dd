import { isAsideFolder, isTestFolder } from './decoys.ts'
import type { Project } from './project.ts'
import { codeTakenBy } from './shared-code.ts'

/** A file that makes its folder a project of its own. */
const manifest = /^(pyproject\.toml|setup\.py|setup\.cfg|Pipfile|requirements[\w.-]*\.txt|environments?\.ya?ml|pixi\.toml|package\.json)$/

/** Folders with DAGs and the image, or the settings, of Airflow beside them, which need no manifest: the image has what most DAGs import. */
function airflowFolders(project: Project): string[] {
  return project.files.flatMap((file) => {
    const [, folder, name] = /^(.+)\/(Dockerfile|airflow\.cfg)$/.exec(file) ?? []
    if (folder === undefined || folder.split('/').some((part) => isTestFolder(part) || isAsideFolder(part))) return []
    if (!project.files.some((one) => one.startsWith(`${folder}/dags/`) && one.endsWith('.py'))) return []
    return name === 'airflow.cfg' || /^FROM\s.*(apache\/airflow|astronomer|astrocr)/im.test(project.read(file)) ? [folder] : []
  })
}

/**
 * Folders that may be units: those with a manifest, and the root. Examples, documentation and tests may have manifests too;
 * nobody deploys them.
 */
export function unitFolders(project: Project): string[] {
  const folders = new Set<string>(['.'])
  for (const file of project.files) {
    const parts = file.split('/')
    const name = parts.pop() ?? ''
    if (name === 'setup.py' && !/\bsetup\s*\(/.test(project.read(file))) continue
    if (manifest.test(name) && !parts.some((part) => isTestFolder(part) || isAsideFolder(part) || /^(requirements|docker|deploy)$/.test(part)))
      folders.add(parts.join('/') || '.')
  }
  const holdsNode = (folder: string): boolean => project.has(folder === '.' ? 'package.json' : `${folder}/package.json`)
  for (const folder of airflowFolders(project)) folders.add(folder)
  // Requirements of tools and machines, with no program beside them.
  const holdsPython = (folder: string): boolean =>
    project.files.some((file) => file.endsWith('.py') && file.startsWith(`${folder}/`)) ||
    (project.has(`${folder}/pyproject.toml`) && codeTakenBy(project, `${folder}/pyproject.toml`).length > 0)
  return [...folders].filter((folder) => folder === '.' || holdsNode(folder) || holdsPython(folder)).sort()
}
