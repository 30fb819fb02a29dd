import { filesIn } from '../../review/model/manifest.ts'
import { sourcesOf } from '../../review/model/context.ts'
import { readsHistory } from '../../review/rules/di/no-git.ts'
import type { Mend } from '../contract.ts'
import { asDockerfile } from './in-view.ts'

/** By the file that tells that they may be there. */
const made: readonly (readonly [sign: RegExp, patterns: readonly string[]])[] = [
  [
    /(^|\/)(pyproject\.toml|requirements[^/]*\.txt|setup\.py|Pipfile)$/,
    ['**/__pycache__', '**/*.pyc', '**/.venv', '**/venv', '**/.pytest_cache', '**/.mypy_cache', '**/.ruff_cache'],
  ],
  [/(^|\/)package\.json$/, ['**/node_modules', '**/npm-debug.log*']],
]

/**
 * An ignore file with what no image needs. The history stays where a build asks it for the version; what the file copies by name is not
 * left out.
 */
export const leaveOut: Mend = (view) => {
  const file = asDockerfile(view)
  const { context, project } = file
  if (context === null) return []
  const files = filesIn(project.files, context)
  const manifest = project.read(context === '' ? 'pyproject.toml' : `${context}/pyproject.toml`) ?? ''
  const patterns = [
    ...(readsHistory([file], manifest) ? [] : ['.git']),
    ...made.flatMap(([sign, names]) => (files.some((path) => sign.test(path)) ? names : [])),
  ]
  // Where one is there, the program may read it from the image today: that is for a person to decide.
  const hasSettings = files.some((path) => /(^|\/)\.env(\.|$)/.test(path) && !/example|sample|template|dist$/.test(path))
  if (!hasSettings) patterns.push('**/.env', '**/.env.*', '!**/.env.example')
  const copied = file.file.instructions.flatMap(sourcesOf).map((source) => source.path)
  const kept = patterns.filter((pattern) => !copied.some((path) => path !== '' && path.split('/').includes(pattern.replace(/^(\*\*\/|!)/, ''))))
  return kept.length === 0 ? [] : { path: context === '' ? '.dockerignore' : `${context}/.dockerignore`, text: `${kept.join('\n')}\n` }
}
