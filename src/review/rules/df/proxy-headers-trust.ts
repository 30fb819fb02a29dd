import { at, type DockerfileRule } from '../../contract.ts'
import { commandsIn, lastOf, variablesAt } from '../../model/dockerfile.ts'
import { environmentOf } from '../../model/service.ts'

export const proxyHeadersTrust: DockerfileRule = {
  id: 'df/proxy-headers-trust',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'The server is told to believe a proxy, and not which one',
  why: '--proxy-headers is on anyway. Whom the server believes is FORWARDED_ALLOW_IPS, by default 127.0.0.1 alone: a proxy in another container is not believed, every client has its address, and links begin with http.',
  fix: "FORWARDED_ALLOW_IPS with the proxy's network, or * where nobody else reaches the port.",
  sources: [],
  *find(view) {
    for (const stage of view.file.stages) {
      for (const name of ['ENTRYPOINT', 'CMD']) {
        const instruction = lastOf(stage, name)
        if (!instruction || !stage.instructions.includes(instruction)) continue
        for (const { words } of commandsIn(instruction)) {
          const word = words.find((one) => one.text === '--proxy-headers')
          if (!word || words.some((one) => one.text.startsWith('--forwarded-allow-ips')) || variablesAt(view.file, stage).has('FORWARDED_ALLOW_IPS')) continue
          const services = view.builds.flatMap(({ compose, service }) => compose.services.filter((one) => one.name === service).map((one) => one.merged))
          // A file of variables may have it.
          if (services.some((one) => one.env_file !== undefined || environmentOf(one).some((variable) => variable.name === 'FORWARDED_ALLOW_IPS'))) continue
          yield { ...at(view, word), message: 'No proxy in another container is believed: nothing says which.' }
        }
      }
    }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nUSER 10001\nCMD ["uvicorn", "app:app", "--proxy-headers"]\n', line: 3 },
      { text: 'FROM python:3.13-slim-trixie\nENTRYPOINT ["fastapi", "run", \\\n  "--proxy-headers"]\n', line: 3 },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie\nENV FORWARDED_ALLOW_IPS=*\nCMD ["uvicorn", "app:app", "--proxy-headers"]\n' },
      {
        text: 'FROM python:3.13-slim-trixie\nCMD ["uvicorn", "app:app", "--proxy-headers"]\n',
        beside: { 'compose.yaml': 'services:\n  web:\n    build: .\n    environment:\n      FORWARDED_ALLOW_IPS: 172.16.0.0/12\n' },
      },
    ],
  },
}
