import type { Service } from './contract.ts'
import { redis } from './redis.ts'

// Docker Hub, valkey/valkey.
const version = '9.1'

/** What is not said here is as Redis has it, which it was: every client of Redis' knows its URLs. */
export const valkey: Service = {
  ...redis,
  id: 'valkey',
  title: 'Valkey',
  image: imageFor(version),
  imageFor,
  clients: { python: ['valkey', 'valkey-glide'], node: ['iovalkey', '@valkey/valkey-glide'] },
  schemes: ['valkey', 'valkeys', ...redis.schemes],
  command: ['valkey-server', ...(redis.command ?? []).slice(1)],
  ...(redis.commandFor ? { commandFor: { ...redis.commandFor, command: ['valkey-server', ...redis.commandFor.command.slice(1)] } } : {}),
  health: { test: ['CMD-SHELL', 'valkey-cli ping | grep -q PONG'], startPeriodSeconds: 5 },
  words: ['VALKEY', ...redis.words],
}

function imageFor(tag: string): string {
  return `valkey/valkey:${tag}-alpine`
}
