import { at, type DockerfileRule } from '../../contract.ts'
import { installsIn } from '../../model/build-tools.ts'

export const npmOnlyProduction: DockerfileRule = {
  id: 'df/npm-only-production',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'An option of npm that has another name since 2020',
  why: '--only=production is an alias that npm keeps for old scripts and warns of.',
  fix: '--omit=dev',
  sources: [],
  *find(view) {
    for (const stage of view.file.stages) {
      // npm 6, which comes with these, knows no other.
      if (stage.base?.name === 'node' && (stage.base.version?.[0] ?? 99) < 16) continue
      for (const { install } of installsIn(stage.instructions)) {
        const word = install.by === 'npm' ? install.options.find((one) => /^--only=prod(uction)?$/.test(one.text)) : undefined
        if (word) yield { ...at(view, word), message: `npm calls ${word.text} --omit=dev.`, edits: [{ from: word.from, to: word.to, text: '--omit=dev' }] }
      }
    }
  },
  examples: {
    bad: [
      { text: 'FROM node:24-slim\nCOPY package*.json ./\nRUN npm ci --only=production\n', line: 3 },
      { text: 'FROM node:24-slim\nRUN cd api \\\n && npm install --only=prod --no-audit\n', line: 3 },
    ],
    good: [{ text: 'FROM node:24-slim\nRUN npm ci --omit=dev\n' }, { text: 'FROM node:14\nRUN npm ci --only=production\n' }],
  },
}
