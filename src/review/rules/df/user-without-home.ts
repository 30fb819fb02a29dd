import { at, type DockerfileRule } from '../../contract.ts'
import { commandsIn, history, variablesAt } from '../../model/dockerfile.ts'
import { runsAs } from '../../model/users.ts'

export const userWithoutHome: DockerfileRule = {
  id: 'df/user-without-home',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'The user has a home that does not exist',
  why: 'useradd makes the folder only with --create-home. Libraries that write to $HOME (caches, settings, a control socket) fail, some of them only long after the start.',
  fix: 'useradd --create-home, or ENV HOME=/tmp.',
  sources: [],
  *find(view) {
    const { final, file } = view
    const user = final ? runsAs(file, final)?.user : null
    if (!final || !user || variablesAt(file, final).has('HOME')) return
    for (const run of history(final)) {
      if (run.name !== 'RUN' || !file.instructions.includes(run)) continue
      for (const { name, words } of commandsIn(run)) {
        const said = words.slice(1).map((word) => word.text)
        const made = said.at(-1)
        if (name !== 'useradd' || !made || made.startsWith('-') || (made !== user && !said.includes(user))) continue
        if (said.some((word) => /^(-[a-zA-Z]*[mMdb]|--(create-home|no-create-home|home|home-dir|base-dir)(=.*)?|-[rlgGsu]*m\w*)$/.test(word))) continue
        if (file.instructions.some((one) => view.text.slice(one.from, one.to).includes(`/home/${made}`))) continue
        yield { ...at(view, run), message: `${made} lives in /home/${made}, which nobody makes.` }
      }
    }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nRUN groupadd -r app && useradd -r -g app app\nUSER app\n', line: 2 },
      { text: 'FROM debian:13-slim\nRUN useradd --uid 10001 --no-log-init worker\nUSER 10001\n', line: 2 },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie\nRUN useradd --system --create-home app\nUSER app\n' },
      { text: 'FROM python:3.13-slim-trixie\nRUN useradd -r app\nENV HOME=/tmp\nUSER app\n' },
      { text: 'FROM python:3.13-slim-trixie\nRUN useradd -rm app\nUSER app\n' },
    ],
  },
}
