import type { ComposeRule } from '../../contract.ts'
import { imageOf, placeIn, stageOf } from '../../model/service.ts'
import { usersOf } from '../../model/users.ts'

export const userUnknown: ComposeRule = {
  id: 'dc/user-unknown',
  severity: 'critical',
  reads: 'compose',
  title: 'A user that the image does not have',
  why: 'The container does not start: "unable to find user … no matching entries in passwd file".',
  fix: 'The number of the user, or one that the image has.',
  sources: [],
  *find(view) {
    for (const { name, own, merged } of view.compose.services) {
      const user = typeof own.user === 'string' ? own.user.split(':')[0]! : ''
      if (!/^[a-z_][\w-]*$/i.test(user)) continue
      const built = stageOf(view, name)
      const users = built ? usersOf(built.stage) : knownIn(imageOf(merged))
      if (!users || users.has(user)) continue
      yield {
        ...placeIn(view, name, 'user'),
        message: `${built ? `What ${built.view.path} builds` : imageOf(merged)!.label} has no user ${user}: ${name} does not start.`,
      }
    }
  },
  examples: {
    bad: [
      {
        text: 'services:\n  dev:\n    build: .\n    user: vscode\n',
        line: 4,
        beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nRUN useradd --uid 10001 app\nUSER app\n' },
      },
      { text: 'services:\n  web:\n    image: node:24-slim\n    user: "app:app"\n', line: 4 },
    ],
    good: [
      {
        text: 'services:\n  dev:\n    build: .\n    user: app\n',
        beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nRUN useradd --uid 10001 app\nUSER app\n' },
      },
      { text: 'services:\n  web:\n    image: node:24-slim\n    user: node\n  a:\n    image: node:24-slim\n    user: "${APP_UID:-1000}:0"\n' },
    ],
  },
}

/** Official images have the users of their distribution too. */
function knownIn(image: ReturnType<typeof imageOf>): ReadonlySet<string> | null {
  return image?.users ? new Set(['root', 'nobody', 'daemon', 'www-data', ...Object.keys(image.users)]) : null
}
