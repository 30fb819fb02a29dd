import type { Given } from './answers.ts'

/** Nothing was said. A fresh object each time, so that nobody's list grows by accident. */
export function nothingGiven(): Given {
  return { unit: {}, units: {}, with: [], without: [], managed: [] }
}

/**
 * Two sources of answers as one: `over` wins wherever both speak, whichever way each names the unit.
 * A list of files or targets replaces; services add up, since `--with redis` means "redis too".
 */
export function mergeGiven(under: Given, over: Given): Given {
  const spoken = new Set([...over.with, ...over.without, ...over.managed].map(kindOf))
  const silent = (names: readonly string[]) => names.filter((name) => !spoken.has(kindOf(name)))
  return {
    ...under,
    ...over,
    unit: { ...without(under.unit, Object.values(over.units).flatMap(Object.keys)), ...over.unit },
    units: mergeUnits(under, over),
    with: [...silent(under.with), ...over.with],
    without: [...silent(under.without), ...over.without],
    managed: [...silent(under.managed), ...over.managed],
    ...withoutUnits(under, over),
    ...(under.names || over.names ? { names: { ...under.names, ...over.names } } : {}),
  }
}

function withoutUnits(under: Given, over: Given): Pick<Given, 'withoutUnits'> {
  if (!under.withoutUnits && !over.withoutUnits) return {}
  const left = (under.withoutUnits ?? []).filter((name) => !over.withUnits?.includes(name))
  return { withoutUnits: [...new Set([...left, ...(over.withoutUnits ?? [])])] }
}

/** `redis:8` → `redis`. */
export function kindOf(service: string): string {
  return service.split(':')[0]!
}

function mergeUnits(under: Given, over: Given): Given['units'] {
  const units: Given['units'] = {}
  for (const name of new Set([...Object.keys(under.units), ...Object.keys(over.units)])) {
    // What `over` says of the one unit it says of this one.
    units[name] = { ...without(under.units[name] ?? {}, Object.keys(over.unit)), ...over.units[name] }
  }
  return units
}

function without<T extends object>(values: T, keys: readonly string[]): T {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key))) as T
}
