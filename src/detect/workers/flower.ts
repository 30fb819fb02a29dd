import type { Launch } from '../launches.ts'
import { option } from '../launches/options.ts'
import type { UnitSource } from '../source.ts'

/** Where Flower listens where nothing says so: its documentation, option `port`. */
const usualPort = '5555'

/**
 * Whether production looks at the workers with Flower, as details of the worker: the port, the path that it is kept under, and the line
 * that starts it where no manifest brings it. That only development installs it says nothing of production.
 */
export function flowerOf({ installed, launches }: UnitSource): { flower?: string; flowerPrefix?: string; flowerStarted?: string } {
  const starts = launches.filter((one) => one.program === 'celery' && one.action === 'flower').sort((a, b) => b.weight - a.weight)
  // Without an app it is the image of Flower's own makers, which has none of the project's code.
  const started = starts.find((one) => one.purpose === 'production' && one.target !== null)
  if (!installed.has('flower') && !started) return {}
  const prefix = said(starts, 'url_prefix', /^\/?[\w-]+(\/[\w-]+)*\/?$/)?.replace(/^\/|\/$/g, '')
  return {
    flower: said(starts, 'port', /^\d{4,5}$/) ?? usualPort,
    ...(prefix === undefined ? {} : { flowerPrefix: prefix }),
    ...(installed.has('flower') || !started ? {} : { flowerStarted: `${started.file}:${started.line}` }),
  }
}

/** An option as its lines have it (`--url_prefix=…`, `--url-prefix …`) or as its variable has it. */
function said(starts: readonly Launch[], name: string, form: RegExp): string | undefined {
  const values = starts.map((one) => option(one.argv, `--${name}`, `--${name.replace('_', '-')}`) ?? one.environment[`FLOWER_${name.toUpperCase()}`])
  return values.find((value) => value !== undefined && form.test(value))
}
