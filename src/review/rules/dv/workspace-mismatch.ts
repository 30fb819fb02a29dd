import type { ContainerRule } from '../../contract.ts'
import { composesIn, servicesIn, settingsIn } from '../../model/devcontainer.ts'
import { volumesOf } from '../../model/service.ts'

export const workspaceMismatch: ContainerRule = {
  id: 'dv/workspace-mismatch',
  severity: 'critical',
  reads: 'devcontainer',
  title: 'The editor opens a folder that nothing is mounted on',
  why: 'It is empty, or the copy in the image: what is edited there is gone with the container.',
  fix: 'workspaceFolder is the path that the project is mounted on.',
  sources: [],
  *find(view) {
    const { workspaceFolder: folder, workspaceMount: mount } = settingsIn(view)
    if (typeof folder !== 'string' || folder.includes('$')) return
    const targets =
      typeof mount === 'string'
        ? [/(?:^|,)(?:target|dst|destination)=([^,]+)/.exec(mount)?.[1] ?? '']
        : composesIn(view).length > 0
          ? servicesIn(view).flatMap((one) => volumesOf(one.own).map((volume) => volume.target))
          : null
    if (targets === null || targets.some((one) => one.includes('$') || isWithin(folder, one.replace(/:.*$/, '')))) return
    yield {
      ...view.yaml.place('workspaceFolder'),
      message: `${folder} is opened; ${targets.length > 0 ? `mounted is ${targets.join(', ')}` : 'nothing is mounted'}.`,
    }
  },
  examples: {
    bad: [
      {
        text: '{\n  "dockerComposeFile": "../compose.yaml",\n  "service": "web",\n  "workspaceFolder": "/workspace"\n}\n',
        line: 4,
        beside: { 'compose.yaml': 'services:\n  web:\n    image: web:1\n    volumes: [".:/app"]\n' },
      },
      {
        text: '{\n  "image": "node:24",\n  "workspaceMount": "source=${localWorkspaceFolder},target=/src,type=bind",\n  "workspaceFolder": "/workspace"\n}\n',
        line: 4,
      },
    ],
    good: [
      {
        text: '{\n  "dockerComposeFile": "../compose.yaml",\n  "service": "web",\n  "workspaceFolder": "/app/api"\n}\n',
        beside: { 'compose.yaml': 'services:\n  web:\n    image: web:1\n    volumes: [".:/app"]\n' },
      },
      { text: '{\n  "image": "node:24",\n  "workspaceFolder": "/workspaces/shop"\n}\n' },
    ],
  },
}

function isWithin(folder: string, target: string): boolean {
  const clean = target.replace(/\/$/, '')
  return folder.replace(/\/$/, '') === clean || folder.startsWith(`${clean}/`)
}
