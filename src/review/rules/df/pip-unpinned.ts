import { at, type DockerfileRule } from '../../contract.ts'
import { installsIn } from '../../model/build-tools.ts'
import { isOfProject } from '../../model/installs.ts'

export const pipUnpinned: DockerfileRule = {
  id: 'df/pip-unpinned',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'A package without a version',
  why: 'The same file makes another image tomorrow, and a package that was taken over comes in with it.',
  fix: 'Write the version: pip install gunicorn==23.0.0, npm install -g serve@14.2.5; or let a lock file say it.',
  sources: ['DL3013', 'DL3016'],
  *find(view) {
    for (const { install } of view.file.stages.flatMap((stage) => installsIn(stage.instructions))) {
      const { by, packages, command } = install
      if (isOfProject(install) || (by !== 'pip' && by !== 'npm') || (by === 'pip' && install.says('-c', '--constraint'))) continue
      const open = packages.filter(({ text }) => (by === 'pip' ? isOpenForPip(text) : isOpenForNpm(text)))
      if (open[0]) yield { ...at(view, command), message: `${open.map((word) => word.text).join(', ')}: whatever is newest on the day of the build.` }
    }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nRUN pip install --no-cache-dir gunicorn "uvicorn[standard]"\n', line: 2 },
      { text: 'FROM node:24-trixie-slim\nRUN set -e; \\\n  npm install -g serve\n', line: 3 },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie\nRUN pip install --no-cache-dir gunicorn==23.0.0 ./wheels/x.whl && pip install -r requirements.txt\n' },
      { text: 'FROM node:24-trixie-slim\nARG PNPM=10.1.0\nRUN npm install -g pnpm@${PNPM} && npm install\n' },
    ],
  },
}

function isOpenForPip(text: string): boolean {
  // What comes with pip itself, paths, addresses and variables.
  if (/^(pip|setuptools|wheel)$/i.test(text)) return true
  return !/[=~<>@$]|^[./]|\.(whl|tar\.gz|zip|txt|toml)$|:\/\//.test(text)
}

function isOpenForNpm(text: string): boolean {
  return !/.@|^[./]|\$|:\/\/|\.tgz$/.test(text)
}
