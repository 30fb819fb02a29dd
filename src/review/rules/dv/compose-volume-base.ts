import type { ComposeRule } from '../../contract.ts'
import { besides } from '../../model/compose.ts'
import { placeIn, volumesOf } from '../../model/service.ts'

export const composeVolumeBase: ComposeRule = {
  id: 'dv/compose-volume-base',
  severity: 'critical',
  reads: 'compose',
  title: 'A path that starts from another folder than it seems',
  why: 'Compose reads all relative paths from the folder of the first file. In .devcontainer/, behind a file of the project, .. is the folder above the project.',
  fix: '. for the project itself.',
  sources: [],
  *find(view) {
    const { project, path } = view
    const folder = path.slice(0, path.lastIndexOf('/'))
    if (!/(^|\/)\.devcontainer(\/|$)/.test(folder)) return
    const settings = project.read(`${folder}/devcontainer.json`) ?? ''
    const list = /"dockerComposeFile"\s*:\s*\[([^\]]*)\]/.exec(settings)?.[1] ?? ''
    const files = [...list.matchAll(/"([^"]*)"/g)].map(([, name]) => besides(`${folder}/devcontainer.json`, name!))
    const [first] = files
    if (!first || first === path || !files.includes(path) || first.startsWith(`${folder}/`)) return
    for (const { name, own } of view.compose.services)
      for (const { source, index } of volumesOf(own))
        if (source && /^\.\.(\/|$)/.test(source))
          yield { ...placeIn(view, name, 'volumes', index), message: `${source} is read from the folder of ${first}: it lies above the project.` }
  },
  examples: {
    bad: [
      {
        path: '.devcontainer/compose.yaml',
        text: 'services:\n  web:\n    volumes:\n      - ..:/workspace:cached\n',
        line: 4,
        beside: {
          'compose.yaml': 'services:\n  web:\n    image: web:1\n',
          '.devcontainer/devcontainer.json': '{"dockerComposeFile": ["../compose.yaml", "compose.yaml"], "service": "web"}',
        },
      },
      {
        path: '.devcontainer/docker-compose.yml',
        text: 'services:\n  web:\n    volumes:\n      - type: bind\n        source: ../\n        target: /w\n',
        line: 4,
        beside: {
          'docker-compose.yml': 'services:\n  web:\n    image: web:1\n',
          '.devcontainer/devcontainer.json': '{\n"dockerComposeFile": [\n"../docker-compose.yml",\n"docker-compose.yml"]}',
        },
      },
    ],
    good: [
      {
        path: '.devcontainer/compose.yaml',
        text: 'services:\n  web:\n    volumes:\n      - .:/workspace\n',
        beside: {
          'compose.yaml': 'services:\n  web:\n    image: web:1\n',
          '.devcontainer/devcontainer.json': '{"dockerComposeFile": ["../compose.yaml", "compose.yaml"]}',
        },
      },
      {
        path: '.devcontainer/compose.yaml',
        text: 'services:\n  web:\n    image: web:1\n    volumes:\n      - ..:/workspace\n',
        beside: { '.devcontainer/devcontainer.json': '{"dockerComposeFile": "compose.yaml"}' },
      },
    ],
  },
}
