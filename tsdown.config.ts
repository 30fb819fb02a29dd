import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { defineConfig } from 'tsdown'

const yaml = dirname(createRequire(import.meta.url).resolve('yaml/package.json'))

const start = 'commands|errors|flags|version|flags/.*|command-line/(nearest|npm|parse)|ask/(answers|checks)|apply/changes|dependencies/wanted'
// What every command needs once it is known, those that do not detect too.
const begin =
  'detect/(project|existing|make-targets)|command-line/(given|run|review)|ask/(given|someone)|run-generator|interrupted-run|apply/(traces|lock-holder|records)|report/(paint|columns)|validate/(compose|yaml-text|unclosed)'
// Less what only YAML needs.
const review = 'review/(?!model/(yaml|json-with-comments)).*'
// Less what is loaded for Python files alone, and for projects without a manifest.
const look = '(detect(?!/readers/python/(index|module|walk|syntax)|/imports/(?!without))|stacks|frameworks|servers|services)/.*'
const setUp =
  'draft|pipeline|world|nothing-to-run|(plan|render)/.*|apply/(index|disk|missing-lines|text-lines)|ask/(index|decide|unattended)|state/answers-file|report/(human|next|ports|checks|index)'

const inSource = (paths: string): RegExp => new RegExp(`/src/(${paths})\\.ts$`.replaceAll('/', '[\\\\/]'))

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
  outputOptions: {
    // A file costs near half a millisecond before its first line runs: what is always loaded together is one file, in the order of the
    // steps. Each takes along what it imports, unless a file of a higher priority has it.
    codeSplitting: {
      groups: [
        { name: 'start', test: inSource(start), priority: 3 },
        { name: 'begin', test: inSource(begin), priority: 2.5 },
        { name: 'look', test: inSource(look), priority: 2 },
        { name: 'review', test: inSource(review), priority: 1.5 },
        { name: 'set-up', test: inSource(setUp), priority: 1 },
      ],
    },
  },
})
