/** A glob of folders as workspaces have them (`packages/*`, `libs/**`, `{apps,libs}/*`): `*` and `?` stay within one folder. */
export function pathPattern(glob: string): RegExp {
  const source = glob
    .replace(/^(\.\/)+/, '')
    .replace(/\/+$/, '')
    .replace(/[.+^$()|\\]/g, '\\$&')
    .replace(/\/\*\*\/|^\*\*\/|^\*\*$|\/\*\*$|\*|\?|\{[^}]*\}/g, (word) => {
      if (word === '/**/') return '/(?:.*/)?'
      if (word === '**/') return '(?:.*/)?'
      if (word === '**') return '.*'
      if (word === '/**') return '(?:/.*)?'
      if (word === '*') return '[^/]*'
      if (word === '?') return '[^/]'
      return `(?:${word.slice(1, -1).replaceAll(',', '|')})`
    })
  return new RegExp(`^${source}$`)
}
