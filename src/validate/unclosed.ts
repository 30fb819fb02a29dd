/** Why a dependency is not there in every mix of profiles that its user is in; null: it is. */
export function unclosed(name: string, own: readonly string[], dependency: string, theirs: readonly string[]): string | null {
  if (theirs.length === 0) return null
  if (own.length === 0) return `${name} has no profile and so always starts, but its dependency ${dependency} starts only with ${theirs.join(', ')}`
  const missing = own.filter((profile) => !theirs.includes(profile))
  return missing.length === 0 ? null : `${name} is in profile ${missing.join(', ')}, and its dependency ${dependency} is not`
}
