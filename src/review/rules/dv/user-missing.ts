import type { ContainerRule } from '../../contract.ts'
import { settingsIn, usersIn } from '../../model/devcontainer.ts'

export const containerUserMissing: ContainerRule = {
  id: 'dv/user-missing',
  severity: 'critical',
  reads: 'devcontainer',
  title: 'The dev container wants a user that its image does not have',
  why: 'It does not open: "unable to find user … no matching entries in passwd file".',
  fix: "The image's own user; or the feature common-utils, which makes one.",
  sources: [],
  *find(view) {
    const settings = settingsIn(view)
    for (const key of ['remoteUser', 'containerUser']) {
      const user = settings[key]
      if (typeof user !== 'string' || !/^[a-z_][\w-]*$/i.test(user)) continue
      const known = usersIn(view)
      if (known && !known.users.has(user)) yield { ...view.yaml.place(key), message: `${known.what} has no user ${user}.` }
    }
  },
  examples: {
    bad: [
      {
        text: '{\n  "build": { "dockerfile": "../Dockerfile" },\n  "remoteUser": "vscode" // the editor\'s\n}\n',
        line: 3,
        beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nRUN useradd app\nUSER app\n' },
      },
      { text: '{\n  "image": "node:24-slim",\n  "containerUser": "vscode"\n}\n', line: 3 },
    ],
    good: [
      { text: '{\n  "image": "mcr.microsoft.com/devcontainers/python:3.13",\n  "remoteUser": "vscode"\n}\n' },
      { text: '{\n  "image": "node:24-slim",\n  "features": { "ghcr.io/devcontainers/features/common-utils:2": {} },\n  "remoteUser": "vscode"\n}\n' },
      { text: '{ "image": "node:24-slim", "remoteUser": "node" }\n' },
    ],
  },
}
