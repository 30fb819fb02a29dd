import { UserError } from '../../errors.ts'

/** Characters that no build file can carry: a line break ends an instruction, a NUL ends a path. */
// eslint-disable-next-line no-control-regex
const impossible = /[\u0000-\u001f\u007f\u2028\u2029]/
/** What `--mount` splits or quotes at. */
const notInMount = /[",\s$]/

/** @throws UserError for a path that a Dockerfile or ignore file cannot name. */
export function refuseHostilePath(path: string): string {
  if (impossible.test(path)) throw new UserError(`${JSON.stringify(path)}: a Dockerfile cannot name a path with a line break or control character in it; rename it`)
  return path
}

/** @throws UserError for a manifest whose name a mount cannot carry. */
export function refuseInMount(path: string): string {
  refuseHostilePath(path)
  if (notInMount.test(path)) throw new UserError(`${path}: a build mount cannot name a file with a space, comma, quote or $ in its name; rename it`)
  return path
}
