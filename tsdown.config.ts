import { defineConfig } from 'tsdown'

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
  noExternal: [/.*/],
})
