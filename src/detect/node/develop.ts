import { withoutEnvFile } from './entry.ts'
import type { Framework, Served } from './frameworks.ts'
import type { PackageJson } from './package-json.ts'

/** What development runs: its framework's own server for everybody to reach, else what the project's script says. Null: nothing does. */
export function developOf(
  manifest: PackageJson,
  framework: Framework | null,
  served: Served,
  entry: string | null,
  port: number | null,
): readonly string[] | null {
  const at = String(port ?? '')
  switch (framework?.package ?? '') {
    case 'next':
      return ['next', 'dev', '--hostname', '0.0.0.0', '--port', at]
    case 'vite':
      return ['vite', '--host', '0.0.0.0', '--port', at, '--strictPort']
    case 'astro':
    case '@astrojs/node':
      return ['astro', 'dev', '--host', '0.0.0.0', '--port', at]
    case '@angular/core':
      return ['ng', 'serve', '--host', '0.0.0.0', '--port', at]
    case '@vue/cli-service':
      return ['vue-cli-service', 'serve', '--host', '0.0.0.0', '--port', at]
    case 'react-scripts':
      return ['react-scripts', 'start']
    case 'nuxt':
      return ['nuxt', 'dev', '--host', '0.0.0.0', '--port', at]
    case '@sveltejs/adapter-node':
    case '@sveltejs/adapter-static':
    case '@tanstack/react-start':
    case '@tanstack/solid-start':
      return ['vite', 'dev', '--host', '0.0.0.0', '--port', at, '--strictPort']
  }
  if (served === 'static') return null
  return fromScript(manifest) ?? (entry !== null && /\.(m|c)?js$/.test(entry) && !entry.includes(' ') ? ['node', '--watch', entry] : null)
}

/** One plain command, so that it gets the signals itself; anything longer is left to the script. */
function fromScript({ scripts }: PackageJson): readonly string[] | null {
  for (const name of ['dev', 'start:dev', 'develop', 'watch']) {
    const text = scripts.get(name)?.value
    if (text === undefined) continue
    const words = withoutEnvFile(text.trim().split(/\s+/))
    return /^[\w@./:=, -]+$/.test(text) && !/^(npm|pnpm|yarn|bun|npx|turbo|concurrently|run-p|npm-run-all|cross-env|\w+=)/.test(text)
      ? words
      : ['npm', 'run', name]
  }
  return null
}
