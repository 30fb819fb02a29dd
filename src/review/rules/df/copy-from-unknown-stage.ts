import { at, type DockerfileRule } from '../../contract.ts'
import { copiesFrom } from '../../model/copies-from.ts'

export const copyFromUnknownStage: DockerfileRule = {
  id: 'df/copy-from-unknown-stage',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'There is no such stage',
  why: 'Docker then takes the name for an image on Docker Hub: the build fails, or takes the files of a stranger.',
  fix: 'Name a stage that stands above.',
  sources: ['DL3022'],
  *find(view) {
    const names = view.file.stages.flatMap((one) => one.name?.text ?? [])
    for (const { instruction, source, stage, into } of copiesFrom(view.file)) {
      if (source === null || source === '' || source === 'scratch') continue
      if (stage && stage.index > into.index)
        yield { ...at(view, instruction), message: `Stage ${source} stands below: it is not built yet.`, fix: 'Move that stage up.' }
      else if (!stage && /^\d+$/.test(source))
        yield { ...at(view, instruction), message: `There are ${view.file.stages.length} stages: none has the number ${source}.` }
      // An image has a registry, a folder, a tag; a bare word in a file with stages was meant as one of them.
      else if (!stage && names.length > 0 && /^[a-z][\w-]*$/i.test(source) && !isOfficial(source))
        yield { ...at(view, instruction), message: `No stage is called ${source}; there ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}.` }
    }
  },
  examples: {
    bad: [
      { text: 'FROM node:24-slim AS build\nRUN npm run build\nFROM nginx:1.29\nCOPY --from=builder /app/dist /usr/share/nginx/html\n', line: 4 },
      { text: 'FROM python:3.13-slim AS runtime\nCOPY --from=deps /venv /venv\nFROM python:3.13-slim AS deps\n', line: 2 },
    ],
    good: [
      { text: 'FROM node:24-slim AS build\nFROM nginx:1.29\nCOPY --from=build /app/dist /usr/share/nginx/html\n' },
      { text: 'FROM node:24-slim\nFROM nginx:1.29\nCOPY --from=0 /app/dist /usr/share/nginx/html\n' },
    ],
  },
}

/** Images that people do copy from by their bare name. */
function isOfficial(name: string): boolean {
  return [
    'alpine',
    'busybox',
    'composer',
    'debian',
    'docker',
    'golang',
    'nginx',
    'node',
    'php',
    'python',
    'ruby',
    'rust',
    'ubuntu',
    'caddy',
    'maven',
    'gradle',
  ].includes(name)
}
