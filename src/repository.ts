import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What git's own files tell of where the project is hosted. Nothing is run for it. */
export interface Repository {
  /** Who it belongs to there, lower case as image names must be; null: not known. */
  owner: string | null
  /** Its default branch, as far as this clone knows; null: not known. */
  branch: string | null
  /** Why no workflow of GitHub's runs from this folder; null: one may. */
  withoutWorkflows: string | null
}

/** Forges that read no `.github/workflows`. */
const otherForges = /gitlab|bitbucket|dev\.azure|visualstudio|codeberg|gitea|forgejo|sr\.ht|codecommit/i

export function repositoryOf(root: string): Repository {
  const git = join(root, '.git')
  const config = textOf(join(git, 'config'))
  const url = remoteUrl(config)
  // https://host/owner/name.git and git@host:owner/name.git.
  const [, host = '', owner = null] = /^(?:\w+:\/\/([^/]+)\/|[^@/]+@([^:/]+):)([\w.-]+)\/[^/]+$/.exec(url ?? '')?.flatMap((part) => part ?? []) ?? []
  return { owner: owner?.toLowerCase() ?? null, branch: defaultBranch(git, config), withoutWorkflows: whyNot(root, host) }
}

/** The first remote's, `origin` before others. */
function remoteUrl(config: string): string | undefined {
  const remotes = [...config.matchAll(/^\[remote "(.+)"\]\s*\n(?:[ \t]+.*\n)*?[ \t]+url\s*=\s*(\S+)/gm)]
  return (remotes.find(([, name]) => name === 'origin') ?? remotes[0])?.[2]
}

/** What the remote's HEAD was when it was cloned; else `main` or `master` where this clone has it. */
function defaultBranch(git: string, config: string): string | null {
  const head = /refs\/remotes\/origin\/(\S+)/.exec(textOf(join(git, 'refs', 'remotes', 'origin', 'HEAD')))?.[1]
  if (head !== undefined) return head
  const tracked = [...config.matchAll(/^\[branch "(.+)"\]/gm)].map(([, name]) => name)
  return tracked.find((name) => name === 'main' || name === 'master') ?? /refs\/heads\/(main|master)\s*$/.exec(textOf(join(git, 'HEAD')))?.[1] ?? null
}

function whyNot(root: string, host: string): string | null {
  if (otherForges.test(host)) return `the repository is hosted by ${host}, which reads no workflows`
  if (existsSync(join(root, '.git'))) return null
  for (let above = dirname(root); ; above = dirname(above)) {
    if (existsSync(join(above, '.git'))) return 'workflows are read from the root of the repository, which lies above'
    if (above === dirname(above)) return null
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
