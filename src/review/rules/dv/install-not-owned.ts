import type { ContainerRule } from '../../contract.ts'
import { commandsIn, history, variablesAt, type Stage } from '../../model/dockerfile.ts'
import { builtIn, servicesIn, settingsIn } from '../../model/devcontainer.ts'
import { isRoot, runsAs } from '../../model/users.ts'

export const installNotOwned: ContainerRule = {
  id: 'dv/install-not-owned',
  severity: 'improvement',
  reads: 'devcontainer',
  title: 'Packages are installed where the user may not write',
  why: 'The environment was made by root while the image was built. What the dev container installs once it is open, it installs as its user: "Permission denied".',
  fix: 'COPY --chown for the environment, or install in the image.',
  sources: [],
  *find(view) {
    const settings = settingsIn(view)
    const built = builtIn(view)
    if (!built) return
    const user = [settings.remoteUser, settings.containerUser, ...servicesIn(view).map((one) => one.own.user), runsAs(built.view.file, built.stage)?.user].find(
      (one): one is string => typeof one === 'string',
    )
    const folder = /^([^:]*\/[\w.-]*env)\/bin:/.exec(variablesAt(built.view.file, built.stage).get('PATH') ?? '')?.[1]
    if (!user || isRoot(user) || !folder || !isRoots(built.stage, folder)) return
    for (const key of ['onCreateCommand', 'updateContentCommand', 'postCreateCommand', 'postStartCommand']) {
      const said = JSON.stringify(settings[key] ?? '')
      if (/\b(pip3?|uv pip) install\b|\buv sync\b|\bpoetry install\b/.test(said) && !/--user|sudo/.test(said))
        yield { ...view.yaml.place(key), message: `${user} may not write ${folder}, which is root's.` }
    }
  },
  examples: {
    bad: [
      {
        text: '{\n  "build": { "dockerfile": "../Dockerfile" },\n  "postCreateCommand": "pip install -e .",\n  "remoteUser": "app"\n}\n',
        line: 3,
        beside: { Dockerfile: 'FROM python:3.13-slim-trixie\nRUN useradd -m app && python -m venv /opt/venv\nENV PATH="/opt/venv/bin:$PATH"\nUSER app\n' },
      },
      {
        text: '{\n  "dockerComposeFile": "../compose.yaml",\n  "service": "web",\n  "onCreateCommand": ["uv", "sync"],\n  "postStartCommand": "uv sync"\n}\n',
        line: 5,
        beside: {
          'compose.yaml': 'services:\n  web:\n    build: .\n',
          Dockerfile:
            'FROM python:3.13-slim-trixie AS b\nFROM python:3.13-slim-trixie\nCOPY --from=b /app/.venv /app/.venv\nENV PATH=/app/.venv/bin:$PATH\nUSER 10001\n',
        },
      },
    ],
    good: [
      {
        text: '{\n  "build": { "dockerfile": "../Dockerfile" },\n  "postCreateCommand": "pip install -e .",\n  "remoteUser": "app"\n}\n',
        beside: {
          Dockerfile:
            'FROM python:3.13-slim-trixie\nRUN useradd -m app && python -m venv /opt/venv && chown -R app /opt/venv\nENV PATH="/opt/venv/bin:$PATH"\nUSER app\n',
        },
      },
      { text: '{\n  "image": "python:3.13",\n  "postCreateCommand": "pip install -e ."\n}\n' },
    ],
  },
}

/** Root made it, and gave it to nobody. */
function isRoots(stage: Stage, folder: string): boolean {
  let who = 'root'
  let made = false
  for (const one of history(stage)) {
    if (one.name === 'USER') who = one.words[0]?.text ?? who
    const copied = one.name === 'COPY' && one.words.at(-1)?.text.replace(/\/$/, '') === folder
    const created =
      one.name === 'RUN' &&
      commandsIn(one).some(({ words }) => words.some((word) => word.text === 'venv' || word.text === 'virtualenv') && words.at(-1)!.text === folder)
    if (copied && one.flags.some((flag) => flag.name === 'chown')) return false
    if (one.name === 'RUN' && commandsIn(one).some(({ name }) => name === 'chown' || name === 'chmod') && one.rest.text.includes(folder.split('/').at(-1)!))
      return false
    if (copied || (created && isRoot(who))) made = true
  }
  return made
}
