import { at, type DockerfileRule } from '../../contract.ts'
import { isForDevelopment } from '../../model/service.ts'
import { isRoot, runsAs, usersOf } from '../../model/users.ts'

export const noRootUser: DockerfileRule = {
  id: 'df/no-root-user',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'The program runs as root',
  why: 'Whoever takes over the program is root in the container: may change every file of it, and one fault of the kernel or one mount away, the machine.',
  fix: 'Make a user with a number of its own and end the stage with USER: groupadd and useradd on Debian, addgroup -g and adduser -D -u on Alpine.',
  sources: ['DL3002', 'CKV_DOCKER_3', 'CKV_DOCKER_8', 'DS-0002', 'OWASP 2', 'CIS 4.1'],
  *find(view) {
    const { final, file, builds } = view
    if (!final) return
    const runs = runsAs(file, final)
    if (!runs?.user || !isRoot(runs.user)) return
    // Compose may say it for every service that is built from this file.
    const inCompose = builds.map(({ compose, service }) => compose.service(service)?.merged.user)
    if (inCompose.length > 0 && inCompose.every((user) => user !== undefined && !isRoot(nameIn(user)))) return
    // On one's own machine it is one's own files that it writes.
    const severity = isForDevelopment(view.path) ? 'improvement' : 'critical'
    if (runs.instruction)
      yield { ...at(view, runs.instruction), severity, message: `USER ${runs.instruction.words[0]!.text} is the last one: the program runs as root.` }
    else yield { ...at(view, final.from), severity, message: `No USER, and ${final.base?.label ?? 'the base image'} runs as root: so does the program.` }
  },
  *good({ final, file, builds }) {
    if (!final) return
    const runs = runsAs(file, final)
    if (!runs?.user || !runs.instruction || isRoot(runs.user)) return
    // Whoever is not in the image cannot run anything, and compose may put root in the place of a user.
    const isThere = /^\d+$/.test(runs.user) || (usersOf(final)?.has(runs.user) ?? true)
    if (!isThere || builds.some(({ compose, service }) => isRoot(nameIn(compose.service(service)?.merged.user ?? '-')))) return
    yield { line: runs.instruction.line, message: `runs as ${runs.user}, not root` }
  },
  goodUnless: ['df/user-cmd-missing-in-base', 'df/sudo'],
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nCMD ["python", "-m", "app"]\n', line: 1 },
      { text: 'FROM node:24-slim\nUSER node\nRUN node -v\nUSER root\nCMD ["node", "server.js"]\n', line: 4 },
      { text: 'FROM registry.example.com/tools:2\nRUN apt-get update && apt-get install -y --no-install-recommends git\nCMD ["serve"]\n', line: 1 },
      { text: 'FROM debian:trixie-slim AS base\nARG RUNNER=0\nUSER ${RUNNER}\nFROM base\nCMD ["sleep", "1"]\n', line: 3 },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie\nRUN useradd --uid 10001 --create-home app\nUSER 10001:10001\nCMD ["python", "-m", "app"]\n' },
      { text: 'FROM registry.example.com/tools:2\nRUN sudo apt-get install -y git\nCMD ["serve"]\n' },
      { text: 'FROM golang:1.25 AS builder\nUSER root\nFROM gcr.io/distroless/static:nonroot\nCMD ["/app"]\n' },
      { text: 'FROM postgres:18-trixie\nCOPY seed.sql /docker-entrypoint-initdb.d/\n' },
    ],
  },
}

/** `user:` of a service, without the group. */
function nameIn(user: unknown): string {
  return typeof user === 'string' || typeof user === 'number' ? `${user}`.split(':')[0]! : 'root'
}
