/** `ghcr.io/owner/name:tag@sha256:…` in its parts. */
export interface ImageName {
  /** As docker resolves it, without what it adds by itself: `python` for `docker.io/library/python`. */
  name: string
  tag: string | null
  digest: string | null
}

export function parseImage(text: string): ImageName {
  const [named = '', digest = null] = text.split('@', 2)
  const slash = named.lastIndexOf('/')
  const colon = named.indexOf(':', slash + 1)
  const name = colon < 0 ? named : named.slice(0, colon)
  const tag = colon < 0 ? null : named.slice(colon + 1)
  return { name: name.replace(/^(docker\.io|index\.docker\.io|registry-1\.docker\.io)\//, '').replace(/^library\//, ''), tag, digest }
}

/** Tags that are moved to another release whenever there is one. */
export function isMovingTag(tag: string): boolean {
  return /^(latest|stable|mainline|edge|nightly|main|master|rolling|current|lts|devel|dev)$/.test(tag) || /(^|-)latest$|^latest-/.test(tag)
}
