import { at, type DockerfileRule } from '../../contract.ts'

export const legacyEnv: DockerfileRule = {
  id: 'df/legacy-env',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'ENV without an equals sign',
  why: 'The old form takes all of the line as one value: a second variable on it becomes part of the first. BuildKit warns of it.',
  fix: 'ENV NAME=value',
  sources: ['LegacyKeyValueFormat'],
  *find(view) {
    for (const one of view.file.instructions) {
      if (one.name !== 'ENV' && one.name !== 'LABEL') continue
      const [name, value] = one.words
      if (!name || !value || name.text.includes('=')) continue
      const written = view.text.slice(value.from, one.words.at(-1)!.to)
      const plain = one.line === one.endLine && /^[\w.-]+$/.test(name.text) && !/["'\\`]/.test(written)
      const edits = plain ? [{ from: name.to, to: one.words.at(-1)!.to, text: `=${/\s/.test(written) ? `"${written}"` : written}` }] : []
      yield { ...at(view, one), message: `${one.name} ${name.text} takes the rest of the line as its value.`, edits }
    }
  },
  examples: {
    bad: [
      { text: 'FROM node:24-trixie-slim\nENV PORT 3000\n', line: 2 },
      { text: 'FROM node:24-trixie-slim\nLABEL maintainer Some One\n', line: 2 },
    ],
    good: [{ text: 'FROM node:24-trixie-slim\nENV PORT=3000 HOST=0.0.0.0\n' }, { text: 'FROM node:24-trixie-slim\nENV GREETING="hello there"\n' }],
  },
}
