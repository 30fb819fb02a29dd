import { folderOf, type Candidate, type MigrationSource } from './candidate.ts'

/** Django's own: every project has them, its built-in apps alone bring tables. */
export function findDjango({ folder }: MigrationSource): Candidate | null {
  const config = folder.files
    .filter((file) => /(^|\/)manage\.py$/.test(file) && /DJANGO_SETTINGS_MODULE/.test(folder.read(file)))
    .sort((a, b) => a.length - b.length)[0]
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
    line: lines.findIndex((text) => text.includes('DJANGO_SETTINGS_MODULE')) + 1,
    broken: null,
  }
}
