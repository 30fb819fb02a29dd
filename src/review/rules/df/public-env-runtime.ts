import { at, type DockerfileRule } from '../../contract.ts'
import { isBuiltIn, isFrontEndBuild } from '../../model/build-tools.ts'
import { commandsIn, pairsOf, type Stage } from '../../model/dockerfile.ts'

export const publicEnvRuntime: DockerfileRule = {
  id: 'df/public-env-runtime',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'A variable is set after the build that it is built into',
  why: 'NEXT_PUBLIC_, VITE_ and REACT_APP_ variables are written into the bundle by the build; what is set later changes nothing.',
  fix: 'ARG in the stage that builds, above the build.',
  sources: [],
  *find(view) {
    const builders = view.file.stages.filter(builds)
    if (builders.length === 0) return
    const known = new Set(
      builders.flatMap((stage) => stage.instructions.flatMap((one) => (one.name === 'ARG' || one.name === 'ENV' ? pairsOf(one).map((pair) => pair.name) : []))),
    )
    for (const stage of view.file.stages) {
      if (builds(stage)) continue
      for (const env of stage.instructions.filter((one) => one.name === 'ENV')) {
        for (const { name, word } of pairsOf(env))
          if (isBuiltIn(name) && !known.has(name))
            yield {
              ...at(view, word),
              message: `${name} is read by the build in stage ${builders[0]!.name?.text ?? builders[0]!.index}, which does not have it.`,
            }
      }
    }
  },
  examples: {
    bad: [
      {
        text: 'FROM node:24-trixie-slim AS build\nRUN npm ci && npm run build\nFROM nginx:1.29\nENV VITE_API_URL=https://api.example.com\nCOPY --from=build /dist /usr/share/nginx/html\n',
        line: 4,
      },
      {
        text: 'FROM node:24-trixie-slim AS build\nRUN npx next build\nFROM node:24-trixie-slim\nENV NODE_ENV=production \\\n    NEXT_PUBLIC_API_URL=/api\n',
        line: 5,
      },
    ],
    good: [
      { text: 'FROM node:24-trixie-slim AS build\nARG VITE_API_URL\nRUN npm run build\nFROM nginx:1.29\nCOPY --from=build /dist /usr/share/nginx/html\n' },
      { text: 'FROM node:24-trixie-slim\nENV NEXT_PUBLIC_API_URL=/api\nRUN npm run build\n' },
    ],
  },
}

function builds({ instructions }: Stage): boolean {
  return instructions.some((one) => one.name === 'RUN' && commandsIn(one).some((command) => isFrontEndBuild(command.words.map((word) => word.text))))
}
