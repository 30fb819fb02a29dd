import { UserError } from '../../errors.ts'

/**
 * What a path in build files cannot carry: a line break ends an instruction; docker reads quotes and backslashes in COPY
 * even in its JSON form; stars match more than themselves; a colon parts the halves of a mount; a leading dash makes an option.
 */
// eslint-disable-next-line no-control-regex
const impossible = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\\"':*?]|^-/
/** What `--mount` splits or quotes at. */
const notInMount = /[",\s$]/

/** @throws UserError for a path that a Dockerfile or ignore file cannot name. */
export function refuseHostilePath(path: string): string {
  if (impossible.test(path))
    throw new UserError(
      `${JSON.stringify(path)}: Docker files cannot name a path with a line break, quote, backslash, colon, * or ? in it, or a dash in front; rename it`,
    )
  return path
}

/** @throws UserError for a manifest whose name a mount cannot carry. */
export function refuseInMount(path: string): string {
  refuseHostilePath(path)
  if (notInMount.test(path)) throw new UserError(`${path}: a build mount cannot name a file with a space, comma, quote or $ in its name; rename it`)
  return path
}
