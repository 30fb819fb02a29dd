import { at, type DockerfileRule, type DockerfileView } from '../../contract.ts'
import { commandsIn, history, pairsOf } from '../../model/dockerfile.ts'
import { isRoot, runsAs } from '../../model/users.ts'

export const privilegedPort: DockerfileRule = {
  id: 'df/privileged-port',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'A port that only root may open, and a user that is not root',
  why: 'Docker lets every user open it; Kubernetes, Podman and many hosted platforms do not: the program ends with "Permission denied".',
  fix: 'A port from 1024 on (8000, 8080) in the container; what is published outside is a matter of its own: ports: ["80:8000"].',
  sources: ['CIS 5.8'],
  *find(view) {
    const { final, file } = view
    const user = final ? runsAs(file, final) : null
    // Its program has the right to, by a capability of the file.
    if (!final || !user?.user || user.user === 'self' || isRoot(user.user) || final.base?.name === 'caddy') return
    const [first] = portsIn(view)
    if (first) yield { ...at(view, first.part), message: `${user.user} may not open port ${first.port} everywhere.` }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nENV APP=main:app \\\n    PORT=80\nUSER 10001\nCMD ["serve"]\n', line: 3 },
      { text: 'FROM node:24-slim\nUSER node\nEXPOSE 443/tcp\n', line: 3 },
      { text: 'FROM python:3.13-slim-trixie\nUSER 10001\nCMD ["uvicorn", "app:app", "--port", "80"]\n', line: 3 },
    ],
    good: [{ text: 'FROM python:3.13-slim-trixie\nENV PORT=8000\nUSER 10001\nEXPOSE 8000\n' }, { text: 'FROM nginx:1.29\nEXPOSE 80\n' }],
  },
}

/** Low ports that the last stage serves, in the order of its lines. */
function* portsIn({ final }: DockerfileView): Generator<{ port: string; part: { from: number } }> {
  const low = (text: string | undefined): text is string => /^\d+$/.test(text ?? '') && Number(text) > 0 && Number(text) < 1024
  for (const one of history(final!)) {
    if (one.name === 'ENV') for (const { name, value, word } of pairsOf(one)) if (name === 'PORT' && low(value ?? '')) yield { port: value!, part: word }
    if (one.name === 'EXPOSE')
      for (const word of one.words) {
        const port = word.text.split('/')[0]
        if (low(port)) yield { port, part: word }
      }
    if (one.name !== 'CMD' && one.name !== 'ENTRYPOINT') continue
    for (const { words } of commandsIn(one))
      for (const [index, word] of words.entries()) {
        const port =
          /^--port=(\d+)$/.exec(word.text)?.[1] ??
          (/^(--port|-p)$/.test(word.text) ? words[index + 1]?.text : /^(?:0\.0\.0\.0|\[::\])?:(\d+)$/.exec(word.text)?.[1])
        if (low(port)) yield { port, part: word }
      }
  }
}
