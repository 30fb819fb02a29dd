import type { BaseImage } from './base-images.ts'

/** The major version of PostgreSQL in an image; null: another image, or a tag that does not say. */
export function postgresMajor(image: BaseImage): number | null {
  if (!/(^|\/)(postgres|pgvector|postgis|timescaledb)$/.test(image.name)) return null
  const found = image.name.endsWith('postgres') || image.name.endsWith('postgis') ? /^(\d+)/.exec(image.tag ?? '') : /pg(\d+)/.exec(image.tag ?? '')
  return found ? Number(found[1]) : null
}
