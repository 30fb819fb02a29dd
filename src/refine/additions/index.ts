import type { Rule } from '../../review/contract.ts'
import { buildCache } from './build-cache.ts'
import { hardening } from './hardening.ts'
import { readOnly } from './read-only.ts'
import { versionArgument } from './version-arg.ts'

/** What a goal wants beyond what the review finds: no fault, so nobody is told of it unasked. Each is a rule like the review's. */
export const additions: readonly Rule[] = [buildCache, hardening, readOnly, versionArgument]
