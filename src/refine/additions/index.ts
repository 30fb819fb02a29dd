import type { Rule } from '../../review/contract.ts'
import { buildCache } from './build-cache.ts'
import { fullBase } from './full-base.ts'
import { hardening } from './hardening.ts'
import { logging } from './logging.ts'
import { readOnly } from './read-only.ts'
import { unbufferedLogs } from './unbuffered-logs.ts'
import { versionArgument } from './version-arg.ts'

/** What a goal wants beyond what the review finds: no fault, so nobody is told of it unasked. Each is a rule like the review's. */
export const additions: readonly Rule[] = [buildCache, hardening, logging, fullBase, readOnly, unbufferedLogs, versionArgument]
