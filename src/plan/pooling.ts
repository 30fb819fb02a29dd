import type { Answers } from '../ask/answers.ts'
import { serviceOf } from '../services/index.ts'
import type { UnitInput } from './images.ts'
import type { Advice } from './plan.ts'

/** What the options of SQLAlchemy's engines say of their pool, at the person's own lines. */
export function poolingAdvice(unit: UnitInput, answers: Answers): Advice[] {
  return [...twicePooled(unit, answers), ...pingedInVain(unit)]
}

/** Behind a pooler of the provider's a second pool holds connections that others wait for. */
function twicePooled({ facts }: UnitInput, answers: Answers): Advice[] {
  if (!answers.services.some((one) => one.managed && serviceOf(one.kind).schemes.includes('postgresql'))) return []
  const pooled = (facts.python?.engines ?? []).filter((one) => !one.unpooled)
  return pooled.map(({ call, file, line }) => ({
    title: 'Connection pool',
    text: `Where the provider pools connections, give ${call} poolclass=NullPool and leave pool_pre_ping out: there is no pooled connection to test.`,
    at: { file, line },
    now: false,
  }))
}

/** SQLAlchemy pings what comes out of the pool and is not fresh; without a pool each connection is. */
function pingedInVain({ facts }: UnitInput): Advice[] {
  return (facts.python?.engines ?? []).flatMap(({ call, unpooled, pinged, file }) =>
    unpooled && pinged !== undefined
      ? [
          {
            title: 'Connection pool',
            text: `pool_pre_ping tests connections of a pool, and ${call} has NullPool: each is new. Leave pool_pre_ping out, or NullPool where nothing else pools.`,
            at: { file, line: pinged },
            now: false,
          },
        ]
      : [],
  )
}
