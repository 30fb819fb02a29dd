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

const moving = /^(latest|stable|mainline|edge|nightly|main|master|rolling|current|lts|devel|dev)(-(alpine|slim|perl|trixie|bookworm|bullseye).*)?$/
/** Their versions are in the tag or nowhere; `debian:trixie` is itself a version. */
const versioned = /^(python|node|golang|rust|ruby|php|nginx|redis|postgres|mysql|mariadb|mongo|httpd|oven\/bun|denoland\/deno)$/

/** Whether a tag is moved to another release whenever there is one: `latest`, `lts-alpine`, and `alpine` of what is no distribution. */
export function isMoving({ name, tag, digest }: ImageName): boolean {
  if (digest !== null || tag === null) return false
  return moving.test(tag) || /-latest$/.test(tag) || (versioned.test(name) && !/\d|[{}$]/.test(tag))
}
