import type { ComposeRule } from '../../contract.ts'
import { placeIn } from '../../model/service.ts'
import { commandsOf } from '../../model/shell.ts'

export const commandShellOperators: ComposeRule = {
  id: 'dc/command-shell-operators',
  severity: 'critical',
  reads: 'compose',
  title: 'Signs of the shell where there is no shell',
  why: 'Compose splits a command into words and starts the first: && and what follows are arguments of it, or silently lost.',
  fix: 'command: [sh, -c, "a && exec b"]; for what has to run first, a service of its own that is waited for.',
  sources: [],
  *find(view) {
    for (const { name, own, merged } of view.compose.services) {
      for (const key of ['command', 'entrypoint']) {
        const text = own[key]
        if (typeof text !== 'string') continue
        const shell = [merged.entrypoint].flat().join(' ')
        if (key === 'command' && /(^|\/)(ba|a|da)?sh\b.*-[a-z]*c\b/.test(shell)) continue
        const [first] = commandsOf({ text: text.trim(), offsetOf: (index) => index })
        if (!first) continue
        const sign = /^(&&|\|\||\||;|&)$/.test(first.operator) ? first.operator : first.words.find((word) => /^\d?>{1,2}(&\d|\S|$)/.test(word.text))?.text
        if (sign) yield { ...placeIn(view, name, key), message: `${name}: ${first.name} gets ${sign} as an argument, no shell reads it.` }
      }
    }
  },
  examples: {
    bad: [
      { text: 'services:\n  web:\n    image: web:1\n    command: alembic upgrade head && uvicorn app.main:app\n', line: 4 },
      { text: 'services:\n  web:\n    image: web:1\n    command: >\n      python app.py > /var/log/app.log\n', line: 4 },
    ],
    good: [
      { text: 'services:\n  web:\n    image: web:1\n    command: sh -c "alembic upgrade head && exec uvicorn app.main:app"\n' },
      { text: 'services:\n  web:\n    image: web:1\n    entrypoint: [sh, -c]\n    command: a && b\n  x:\n    image: x:1\n    command: [run, "a && b"]\n' },
    ],
  },
}
