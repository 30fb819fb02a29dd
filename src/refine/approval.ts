import { isForDevelopment } from '../review/model/service.ts'

/** What a change is about, where that decides who may decide it. */
export type Subject = 'limits' | 'network' | 'secrets' | 'registry' | 'platforms' | 'rights' | 'contents' | 'other'

const subjects: Readonly<Record<string, Subject>> = {
  'dc/limits': 'limits',
  'dc/limit-too-high': 'limits',
  'dc/port-all-interfaces': 'network',
  'dc/port-internal-network': 'network',
  'dc/port-duplicate': 'network',
  'dc/network-flat': 'network',
  'dc/network-unused': 'network',
  'dc/env-secret-literal': 'secrets',
  'dc/secrets-external': 'secrets',
  'df/secret-in-env-arg': 'secrets',
  'df/secret-file-copied': 'secrets',
  'di/no-secrets': 'secrets',
  'df/base-image-latest': 'registry',
  'df/base-image-untagged': 'registry',
  'df/base-image-eol': 'registry',
  'dc/image-latest': 'registry',
  'ci/platforms': 'platforms',
  'df/no-root-user': 'rights',
  'dc/no-new-privileges': 'rights',
  'dc/hardening': 'rights',
  'dc/read-only': 'rights',
  'ci/permissions': 'rights',
  'df/apt-no-install-recommends': 'contents',
}

/** @param rule an id. */
export function subjectOf(rule: string): Subject {
  return subjects[rule] ?? 'other'
}

/** A compose file that production alone reads, by its name. */
export function isForProduction(path: string): boolean {
  return /compose[^/]*\.ya?ml$/i.test(path) && /(^|[./_-])(prod|production|deploy|staging|swarm|stack|live)([./_-]|$)/i.test(path)
}

/**
 * Why a person has to say yes before a change is written; null: nobody has to. Files of development, health checks, ignore files, size
 * and caching go through.
 */
export function approvalFor(subject: Subject, path: string): string | null {
  if (isForProduction(path)) return 'it changes what production runs'
  if (isForDevelopment(path) && !path.startsWith('.github/') && subject !== 'secrets') return null
  switch (subject) {
    case 'limits':
      return 'only you know how much it may use: a limit that is too low stops it'
    case 'network':
      return 'it changes who reaches the service'
    case 'secrets':
      return 'it changes where secrets come from'
    case 'registry':
      return 'it changes which image is taken from the registry'
    case 'platforms':
      return 'it changes for which machines is built'
    case 'rights':
      return 'it takes rights away that the program may use'
    case 'contents':
      return 'something that is installed today may be missed'
    case 'other':
      return null
  }
}
