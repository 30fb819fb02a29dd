/**
 * Which maps and lists of a compose file, of a dev container's or of Dependabot's are sets: an entry more or less does not change what the others say.
 * All else is one statement, such as a command or a health check's test.
 */
const sets = new Set(
  'annotations args cache_from cache_to cap_add cap_drop configs depends_on device_cgroup_rules devices dns dns_opt dns_search env_file environment expose extensions external_links extra_hosts forwardPorts group_add include labels networks ports profiles runServices secrets security_opt services sysctls tags tmpfs updates volumes watch'.split(
    ' ',
  ),
)

/** Those of them that may hold a person's entries beside ours, so that both can have made them. */
const groupings = new Set(
  'annotations args configs customizations depends_on environment extensions features labels networks secrets services settings updates volumes vscode'.split(
    ' ',
  ),
)

/** A map says a thing a key; of a list that has to be known. */
export function canMerge(name: string, kind: 'map' | 'seq'): boolean {
  return kind === 'map' || sets.has(name)
}

export function isGrouping(name: string): boolean {
  return groupings.has(name)
}
