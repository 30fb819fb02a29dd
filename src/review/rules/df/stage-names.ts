import { at, type DockerfileRule } from '../../contract.ts'

export const stageNames: DockerfileRule = {
  id: 'df/stage-names',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'Two stages of one name, or a name that docker keeps for itself',
  why: 'COPY --from and --target then take another stage than the one that is meant.',
  fix: 'A name of its own for each stage.',
  sources: ['DuplicateStageName', 'DL3024', 'CKV_DOCKER_11', 'DS-0012', 'ReservedStageName', 'DL3063', 'StageNameCasing', 'FromAsCasing'],
  *find(view) {
    const seen = new Map<string, number>()
    for (const { name, from } of view.file.stages) {
      if (!name) continue
      const key = name.text.toLowerCase()
      const before = seen.get(key)
      if (before !== undefined) yield { ...at(view, name), message: `${name.text} is the name of the stage in line ${before} too.` }
      else if (key === 'scratch' || key === 'context') yield { ...at(view, name), message: `${name.text} has a meaning of its own in docker.` }
      else if (key !== name.text)
        yield { ...at(view, name), severity: 'improvement', message: `${name.text} is compared without regard to case: write it small.` }
      const [, as] = from.words
      const isUpper = from.keyword.text === from.keyword.text.toUpperCase()
      if (as && (as.text === as.text.toUpperCase()) !== isUpper)
        yield {
          ...at(view, as),
          severity: 'improvement',
          message: `${from.keyword.text} and ${as.text} are not written alike.`,
          edits: [{ ...as, text: isUpper ? 'AS' : 'as' }],
        }
      seen.set(key, from.line)
    }
  },
  examples: {
    bad: [
      { text: 'FROM node:24-slim AS build\nFROM nginx:1.29 AS build\n', line: 2 },
      { text: 'FROM node:24-slim AS scratch\n', line: 1 },
      { text: 'FROM node:24-slim AS Builder\n', line: 1 },
      { text: 'FROM node:24-slim as builder\n', line: 1 },
    ],
    good: [{ text: 'FROM node:24-slim AS build\nFROM nginx:1.29 AS web\n' }, { text: 'FROM node:24-slim\nFROM nginx:1.29\n' }],
  },
}
