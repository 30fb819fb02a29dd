/** A script that adds a package and locks it; what a mirror of the registry does not have is not locked. */
export function addNodeDependency(name: string): string {
  return `set -e
npm install --package-lock-only --ignore-scripts --no-audit --no-fund ${name} >/dev/null
node -e '
const { readFileSync, writeFileSync } = require("fs")
const lock = JSON.parse(readFileSync("package-lock.json", "utf8"))
for (const { optionalDependencies: optional = {} } of Object.values(lock.packages))
  for (const name of Object.keys(optional)) if (!lock.packages["node_modules/" + name]) delete optional[name]
writeFileSync("package-lock.json", JSON.stringify(lock, null, 2))
'
`
}
