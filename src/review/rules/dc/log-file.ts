import type { ComposeRule } from '../../contract.ts'
import { isMounted, logFilesOf } from '../../model/log-files.ts'
import { everywhere, placeIn } from '../../model/service.ts'
import { commandsOf } from '../../model/shell.ts'
import { strings } from '../../../validate/compose.ts'

export const logFileOfService: ComposeRule = {
  id: 'dc/log-file',
  severity: 'improvement',
  strict: true,
  reads: 'compose',
  title: 'The log goes into a file inside the container',
  why: 'docker compose logs, and whatever collects logs, see nothing of it; the file grows until the disk is full, and is gone with the container.',
  fix: 'Standard output: - for gunicorn, hypercorn and daphne, /dev/stdout for others; docker keeps it and limits its size.',
  sources: ['https://12factor.net/logs'],
  *find(view) {
    for (const { name, own } of view.compose.services) {
      for (const key of ['entrypoint', 'command']) {
        const value = own[key]
        const text = typeof value === 'string' ? value : strings(value).map(quoted).join(' ')
        const commands = commandsOf({ text, offsetOf: (index) => index })
        const logs = logFilesOf(commands, /^(ba|a|da)?sh$/.test(commands[0]?.name ?? '') ? 1 : commands.length)
        const [first] = logs.filter((path) => !isMounted(everywhere(view.compose, name), path))
        if (first) yield { ...placeIn(view, name, key), message: `${name}: the log goes to ${first}, where docker compose logs does not look.` }
      }
    }
  },
  examples: {
    bad: [
      { text: 'services:\n  web:\n    build: .\n    command: gunicorn app:app --log-file=/var/log/web.log\n', line: 4 },
      { text: 'services:\n  worker:\n    build: .\n    command: [sh, -c, "exec celery -A app worker > /logs/worker.log 2>&1"]\n', line: 4 },
      { text: 'services:\n  edge:\n    image: traefik:3.5\n    command: ["--accesslog=true", "--accesslog.filepath=/logs/access.log"]\n', line: 4 },
    ],
    good: [
      {
        text: 'services:\n  web:\n    build: .\n    command: gunicorn app:app --access-logfile - --log-file=-\n  edge:\n    image: traefik:3.5\n    command: ["--accesslog=true"]\n',
      },
      { text: 'services:\n  web:\n    build: .\n    command: gunicorn app:app --log-file=/logs/web.log\n    volumes: ["./logs:/logs"]\n' },
      { text: 'services:\n  backup:\n    image: postgres:18\n    command: [sh, -c, "exec pg_dump app > /backups/app.sql"]\n' },
    ],
  },
}

/** A word of a list as a shell would have to be given it. */
function quoted(word: string): string {
  return /^[\w./:=@,+-]+$/.test(word) ? word : `'${word.replaceAll("'", '"')}'`
}
