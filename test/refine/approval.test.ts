import { expect, it } from 'vitest'
import { approvalFor, isForProduction, subjectOf, type Subject } from '../../src/refine/approval.ts'

/** Who decides: a case for each way through the table. */
const table: readonly (readonly [name: string, subject: Subject, path: string, asks: RegExp | null])[] = [
  ['anything in the compose file of production', 'other', 'compose.prod.yaml', /what production runs/],
  ['a limit in the compose file of production', 'limits', 'deploy/docker-compose.production.yml', /what production runs/],
  ['anything in a compose file of staging', 'other', 'compose.staging.yaml', /what production runs/],
  ['a limit', 'limits', 'compose.yaml', /a limit that is too low/],
  ['a limit of development', 'limits', 'compose.dev.yaml', null],
  ['a network', 'network', 'compose.yaml', /who reaches/],
  ['a network of development', 'network', 'docker-compose.override.yml', null],
  ['a secret', 'secrets', '.dockerignore', /where secrets come from/],
  ['a secret of development', 'secrets', 'compose.dev.yaml', /where secrets come from/],
  ['another image', 'registry', 'Dockerfile', /which image/],
  ['another platform', 'platforms', '.github/workflows/docker.yml', /which machines/],
  ['fewer rights', 'rights', 'Dockerfile', /rights away/],
  ['fewer rights in development', 'rights', 'Dockerfile.dev', null],
  ['fewer rights of a workflow, whatever it is called', 'rights', '.github/workflows/ci.yml', /rights away/],
  ['fewer packages', 'contents', 'Dockerfile', /may be missed/],
  ['a health check, an ignore file, size, cache', 'other', 'Dockerfile', null],
  ['a restart policy of the base file', 'other', 'compose.yaml', null],
]

it.each(table)('%s', (_name, subject, path, asks) => {
  if (asks === null) expect(approvalFor(subject, path)).toBeNull()
  else expect(approvalFor(subject, path)).toMatch(asks)
})

it.each([
  ['dc/limits', 'limits'],
  ['dc/port-all-interfaces', 'network'],
  ['dc/network-unused', 'network'],
  ['di/no-secrets', 'secrets'],
  ['dc/env-secret-literal', 'secrets'],
  ['df/base-image-eol', 'registry'],
  ['dc/image-latest', 'registry'],
  ['df/no-root-user', 'rights'],
  ['dc/read-only', 'rights'],
  ['df/apt-no-install-recommends', 'contents'],
  ['df/healthcheck-missing', 'other'],
  ['di/missing', 'other'],
  ['df/apt-lists', 'other'],
  ['df/uv-no-cache-mount', 'other'],
])('%s is about %s', (rule, subject) => {
  expect(subjectOf(rule)).toBe(subject)
})

it.each([
  ['compose.prod.yaml', true],
  ['docker-compose.prod.yml', true],
  ['production/compose.yaml', true],
  ['compose.yaml', false],
  ['compose.dev.yaml', false],
  ['Dockerfile.prod', false],
  ['compose.product.yaml', false],
])('%s is production: %s', (path, is) => {
  expect(isForProduction(path)).toBe(is)
})
