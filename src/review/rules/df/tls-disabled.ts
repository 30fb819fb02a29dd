import { at, type DockerfileRule } from '../../contract.ts'
import { commandsIn, pairsOf } from '../../model/dockerfile.ts'
import type { Command } from '../../model/shell.ts'

export const tlsDisabled: DockerfileRule = {
  id: 'df/tls-disabled',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'Certificates or signatures are not checked',
  why: 'Anyone between the build and the server can hand out a program of their own, and the image runs it.',
  fix: 'Install ca-certificates; where a company has a certificate of its own, mount that one.',
  sources: [
    'CKV2_DOCKER_2',
    'CKV2_DOCKER_3',
    'CKV2_DOCKER_4',
    'CKV2_DOCKER_5',
    'CKV2_DOCKER_6',
    'CKV2_DOCKER_9',
    'CKV2_DOCKER_10',
    'CKV2_DOCKER_11',
    'CKV2_DOCKER_14',
    'CKV2_DOCKER_15',
    'CKV2_DOCKER_16',
  ],
  *find(view) {
    for (const instruction of view.file.instructions) {
      if (instruction.name === 'RUN') {
        for (const command of commandsIn(instruction)) {
          const how = uncheckedBy(command)
          if (how) yield { ...at(view, command), message: `${command.name} ${how}: what it fetches may be anybody's.` }
        }
      }
      if (instruction.name !== 'ENV' && instruction.name !== 'ARG') continue
      for (const { name, value, word } of pairsOf(instruction))
        if (turnsOff(name, value ?? '')) yield { ...at(view, word), message: `${name}=${value} turns the check off for everything that runs here.` }
    }
  },
  examples: {
    bad: [
      { text: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y curl \\\n && curl -fsSLk https://example.com/tool -o /tool\n', line: 3 },
      { text: 'FROM python:3.13-slim-trixie\nRUN pip install --trusted-host pypi.example.com thing\n', line: 2 },
      { text: 'FROM node:24-trixie-slim\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\n', line: 2 },
      { text: 'FROM node:24-trixie-slim\nRUN npm config set strict-ssl false\n', line: 2 },
    ],
    good: [
      { text: 'FROM debian:trixie-slim\nRUN curl -fsSL -o /keys https://example.com/tool && wget -q https://example.com/b\n' },
      { text: 'FROM node:24-trixie-slim\nENV NODE_TLS_REJECT_UNAUTHORIZED=1\nRUN npm config set strict-ssl true && git config http.sslVerify true\n' },
    ],
  },
}

function uncheckedBy({ name, words, before }: Command): string | null {
  const said = words.slice(1).map((word) => word.text)
  const has = (...options: string[]): string | null => said.find((one) => options.includes(one) || options.includes(one.split('=')[0]!)) ?? null
  const variable = before.find((word) => turnsOff(word.text.split('=')[0]!, word.text.split('=')[1] ?? ''))
  if (variable) return `with ${variable.text}`
  if (name === 'curl') return has('--insecure') ?? said.find((one) => /^-[a-zA-Z]*k/.test(one) && !/^-[a-zA-Z]*[oHdeuAXFT][a-zA-Z]*k/.test(one)) ?? null
  if (name === 'wget') return has('--no-check-certificate')
  if (/^(pip\d?|uv|poetry|python\d*)$/.test(name)) return has('--trusted-host', '--allow-insecure-host')
  if (/^(npm|yarn|pnpm)$/.test(name))
    return (
      has('--strict-ssl=false', '--no-strict-ssl') ??
      (said.includes('strict-ssl') && said.includes('false') ? 'strict-ssl false' : null) ??
      (said.some((one) => /strict-ssl=false/.test(one)) ? 'strict-ssl=false' : null)
    )
  if (name === 'git') return said.some((one) => /http\.sslVerify/i.test(one)) && said.some((one) => /(=|^)false$/i.test(one)) ? 'http.sslVerify false' : null
  if (/^(apt|apt-get)$/.test(name))
    return (
      has('--allow-unauthenticated', '--force-yes') ??
      (said.some((one) => /AllowUnauthenticated=(1|true)|Verify-Peer=false/i.test(one)) ? 'without signatures' : null)
    )
  if (/^(yum|dnf|microdnf|zypper)$/.test(name)) return has('--nogpgcheck', '--no-gpg-checks')
  if (name === 'apk') return has('--allow-untrusted')
  return name === 'rpm' ? has('--nosignature', '--nodigest') : null
}

function turnsOff(name: string, value: string): boolean {
  const off = /^(0|false|off|no)$/i.test(value)
  if (/^(NODE_TLS_REJECT_UNAUTHORIZED|PYTHONHTTPSVERIFY)$/.test(name)) return value === '0'
  if (/^npm_config_strict_ssl$/i.test(name)) return off
  return (/^GIT_SSL_NO_VERIFY$/.test(name) && value !== '' && !off) || (/^PIP_TRUSTED_HOST$/.test(name) && value !== '')
}
