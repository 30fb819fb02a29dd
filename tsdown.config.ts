import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { defineConfig } from 'tsdown'

const yaml = dirname(createRequire(import.meta.url).resolve('yaml/package.json'))

export default defineConfig({
  // An object: a list would put the files below dist/src.
  entry: { cli: 'src/cli.ts', plopfile: 'plopfile.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  dts: false,
  fixedExtension: false,
  // Everything that runs is in the package: nothing to install, nothing to resolve at start.
  deps: { alwaysBundle: [/.*/] },
  // The same code as ES modules, of which unused parts are left out; what node resolves is CommonJS.
  alias: { yaml: join(yaml, 'browser/dist/index.js') },
})
