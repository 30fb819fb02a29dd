import { manageFiles } from '../apps/django-manage.ts'
import { folderOf, type Candidate, type MigrationSource } from './candidate.ts'

/** Django's own: every project has them, its built-in apps alone bring tables. */
export function findDjango({ folder }: MigrationSource): Candidate | null {
  const [config] = manageFiles(folder)
  if (config === undefined) return null
  const lines = folder.read(config).split('\n')
  return {
    tool: 'django',
    distribution: 'django',
    config,
    folder: null,
    command: ['python', 'manage.py', 'migrate', '--noinput'],
    workingDir: folderOf(config),
    file: folder.fromRoot(config),
    line: lines.findIndex((text) => /DJANGO_SETTINGS_MODULE|execute_from_command_line\(/.test(text)) + 1,
    broken: null,
  }
}
