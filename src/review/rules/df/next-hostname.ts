import { at, type DockerfileRule } from '../../contract.ts'
import { history, lastOf, variablesAt } from '../../model/dockerfile.ts'
import { newlineOf } from '../../model/edits.ts'

export const nextHostname: DockerfileRule = {
  id: 'df/next-hostname',
  severity: 'critical',
  reads: 'dockerfile',
  title: "Next.js listens on the container's name alone",
  why: "The standalone server binds to $HOSTNAME, which docker sets to the container's id: 127.0.0.1 refuses, so every health check fails.",
  fix: 'ENV HOSTNAME=0.0.0.0 in the last stage.',
  sources: [],
  *find(view) {
    const { final, file } = view
    if (!final || !history(final).some((one) => one.name === 'COPY' && one.words.some((word) => word.text.includes('.next/standalone')))) return
    const command = lastOf(final, 'CMD') ?? lastOf(final, 'ENTRYPOINT')
    if (!command || variablesAt(file, final).has('HOSTNAME') || /HOSTNAME|--hostname|-H /.test(command.rest.text)) return
    yield {
      ...at(view, command),
      message: 'Nothing sets HOSTNAME: the server does not answer on 127.0.0.1.',
      edits: [{ from: command.from, to: command.from, text: `ENV HOSTNAME=0.0.0.0${newlineOf(view)}` }],
    }
  },
  examples: {
    bad: [
      {
        text: 'FROM node:24-trixie-slim AS builder\nFROM node:24-trixie-slim\nCOPY --from=builder /app/.next/standalone ./\nUSER node\nCMD ["node", "server.js"]\n',
        line: 5,
      },
      { text: 'FROM node:24-alpine3.23\nENV PORT=3000\nCOPY --chown=node:node .next/standalone /app\nENTRYPOINT ["node", "/app/server.js"]\n', line: 4 },
    ],
    good: [
      { text: 'FROM node:24-trixie-slim\nCOPY .next/standalone ./\nENV HOSTNAME=0.0.0.0 PORT=3000\nCMD ["node", "server.js"]\n' },
      { text: 'FROM node:24-trixie-slim\nCOPY . .\nCMD ["npx", "next", "start"]\n' },
    ],
  },
}
