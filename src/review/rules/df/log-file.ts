import { at, type DockerfileRule } from '../../contract.ts'
import { commandsIn, history, lastOf, type Stage } from '../../model/dockerfile.ts'
import { isMounted, logFilesOf } from '../../model/log-files.ts'
import { everywhere } from '../../model/service.ts'

export const logFile: DockerfileRule = {
  id: 'df/log-file',
  severity: 'improvement',
  strict: true,
  reads: 'dockerfile',
  title: 'The log goes into a file inside the container',
  why: 'docker logs, and whatever collects logs, see nothing of it; the file grows until the disk is full, and is gone with the container.',
  fix: 'Standard output: - for gunicorn, hypercorn and daphne, /dev/stdout for others; docker keeps it and limits its size.',
  sources: ['https://12factor.net/logs'],
  *find(view) {
    const { final } = view
    if (!final) return
    for (const name of ['ENTRYPOINT', 'CMD']) {
      const instruction = lastOf(final, name)
      if (!instruction) continue
      const shown = instruction.exec ? 1 : 0
      const [first] = logFilesOf(commandsIn(instruction), shown).filter(
        (path) => !isLinked(final, path) && !view.builds.some((one) => isMounted(everywhere(one.compose, one.service), path)),
      )
      if (first) yield { ...at(view, instruction), message: `The log goes to ${first}, where docker logs does not look.` }
    }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nCMD ["gunicorn", "--access-logfile", "/var/log/access.log", "app:app"]\n', line: 2 },
      { text: 'FROM python:3.13-slim-trixie\nENTRYPOINT exec python app.py >> /app/logs/app.log 2>&1\n', line: 2 },
      { text: 'FROM node:24-trixie-slim\nUSER node\nCMD ["sh", "-c", "node server.js > /var/log/app.log"]\n', line: 3 },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie\nCMD ["gunicorn", "--access-logfile", "-", "--log-file=/dev/stderr", "app:app"]\n' },
      { text: 'FROM nginx:1.29\nCMD ["sh", "-c", "envsubst < /t > /etc/nginx/conf.d/default.conf && exec nginx -g \'daemon off;\'"]\n' },
      { text: 'FROM debian:trixie-slim\nRUN ln -sf /dev/stdout /var/log/app.log\nCMD ["sh", "-c", "exec app > /var/log/app.log"]\n' },
      {
        text: 'FROM python:3.13-slim-trixie\nCMD ["gunicorn", "--log-file=/logs/app.log", "app:app"]\n',
        beside: { 'compose.yaml': 'services:\n  web:\n    build: .\n    volumes: ["./logs:/logs"]\n' },
      },
    ],
  },
}

/** The image makes a link of it, to standard output as a rule. */
function isLinked(stage: Stage, path: string): boolean {
  return history(stage).some(
    (one) => one.name === 'RUN' && commandsIn(one).some(({ name, words }) => name === 'ln' && words.some((word) => path.startsWith(word.text))),
  )
}
