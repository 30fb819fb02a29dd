import { rule } from './rule.ts'
import { service } from './service.ts'
import { stack } from './stack.ts'

/** Generators for those who work on this program, by the name that is typed after `npm run plop`. */
export const contributors = { stack, service, rule }
