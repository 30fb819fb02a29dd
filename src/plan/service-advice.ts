import type { Answers } from '../ask/answers.ts'
import type { UnitFacts } from '../detect/facts.ts'
import { serviceFor, serviceOf } from '../services/index.ts'
import { customaryName, readsConnection } from './connections.ts'
import { isFrameworksOwn } from './framework-services.ts'
import type { UnitInput } from './images.ts'
import type { Advice } from './plan.ts'
import { folderUses } from './services.ts'

/** What the person should know of the services of a unit: what the code does not read, what was put in another's place, what could help. */
export function serviceAdvice(unit: UnitInput, answers: Answers, units: readonly UnitInput[]): Advice[] {
  const { facts } = unit
  const chosen = answers.services.map((one) => ({ ...one, service: serviceOf(one.kind) })).filter((one) => !one.service.aside)
  return [
    ...chosen
      .filter(({ kind }) => units.length < 2 || folderUses([unit], kind, answers))
      .filter(({ service }) => !readsConnection(facts, service) && !isFrameworksOwn(service.id, units, [unit]))
      .map(({ service }) => ({
        title: `${service.title}'s address`,
        text: `The code reads no variable for ${service.title}; compose passes ${customaryName(service)}, read it there.`,
        now: true,
      })),
    ...unknownKinds(facts),
    ...successors(facts, answers),
    ...offers(facts, answers),
    ...chosen.filter((one) => !one.managed).flatMap(({ kind }) => quirks(facts, kind)),
  ]
}

/** What the code uses and no service here stands for: said, since the app would wait for it in vain. */
function unknownKinds(facts: UnitFacts): Advice[] {
  return facts.uses
    .filter((kind) => !serviceFor(kind))
    .map((kind) => ({
      title: kind,
      text: `${kind} is used and not run here: no service for it is known yet. Start it beside this and give its address in app.env.`,
      ...placeOf(facts, `uses.${kind}`),
      now: true,
    }))
}

function successors(facts: UnitFacts, answers: Answers): Advice[] {
  return facts.uses.flatMap((kind) => {
    const service = answers.services
      .filter((one) => !one.managed)
      .map((one) => serviceOf(one.kind))
      .find((one) => one.standsFor?.includes(kind))
    if (!service) return []
    const text = `MinIO makes no images any more; ${service.title} speaks the same protocol and runs in its place. Elsewhere already: --managed ${service.id}.`
    return [{ title: service.title, text, ...placeOf(facts, `uses.${kind}`), now: true }]
  })
}

const offered: Readonly<Record<string, string>> = {
  mailpit: 'The code sends mail: --with mailpit catches it in development and shows it on a page, and production keeps asking for the real server.',
  seaweedfs: 'The code gives a storage an address of its own: --with seaweedfs runs one that speaks S3, --managed s3 asks for the address of yours.',
  localstack: 'The code knows an emulator of AWS: --with localstack runs it in development, with the token of your account there.',
}

function offers(facts: UnitFacts, answers: Answers): Advice[] {
  const protocols = answers.services.map((one) => serviceOf(one.kind).protocol)
  return facts.evidence
    .filter((one) => one.key.startsWith('offers.'))
    .flatMap((sign) => {
      const kind = sign.key.slice('offers.'.length)
      const text = offered[kind]
      return text && !protocols.includes(serviceOf(kind).protocol)
        ? [{ title: serviceOf(kind).title, text, at: { file: sign.file, line: sign.line }, now: true }]
        : []
    })
}

/** What clients meet with these servers and not with the ones on a developer's machine. */
function quirks(facts: UnitFacts, kind: string): Advice[] {
  const installed = new Set([...(facts.python?.dependencies.map((one) => one.name) ?? []), ...(facts.python?.locked ?? [])])
  if (kind === 'mysql' && (installed.has('pymysql') || installed.has('aiomysql')) && !installed.has('cryptography')) {
    const text = 'MySQL 8 asks PyMySQL for a login that needs the package cryptography: add it (pymysql[rsa]), or use --with mariadb, which asks for none.'
    return [{ title: 'MySQL login', text, ...placeOf(facts, 'uses.mysql'), now: true }]
  }
  const postgis = facts.evidence.find((one) => one.key === 'uses.postgres' && /\bpostgis$/.test(one.value))
  if (kind === 'postgres' && (postgis || installed.has('geoalchemy2'))) {
    // Docker Hub, postgis/postgis: that major with the extension, at the same paths.
    const text = `${serviceOf(kind).image} has no PostGIS, which the code asks for: put postgis/postgis:18-3.6 in its place in compose.yaml, where later runs leave it.`
    return [{ title: 'PostGIS', text, ...(postgis ? { at: { file: postgis.file, line: postgis.line } } : placeOf(facts, 'uses.postgres')), now: true }]
  }
  if (kind === 'opensearch') {
    const text =
      'Outside of development OpenSearch has a certificate of its own: give the client its authority (ca_certs), or verify_certs=False inside this network.'
    return [{ title: 'OpenSearch certificate', text, ...placeOf(facts, 'uses.opensearch'), now: false }]
  }
  return []
}

function placeOf(facts: UnitFacts, key: string): { at?: { file: string; line: number } } {
  const sign = facts.evidence.find((one) => one.key === key)
  return sign ? { at: { file: sign.file, line: sign.line } } : {}
}
