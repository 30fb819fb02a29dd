import type { Evidence } from './facts.ts'
import type { UsesInput } from './uses.ts'

const senders = new Set(['fastapi-mail', 'aiosmtplib', 'flask-mail', 'flask-mailman', 'quart-mail', 'redmail', 'yagmail', 'emails'])
const mailCalls = /^(smtplib\.SMTP(_SSL)?|django\.core\.mail\.\w+)$/
const s3Clients = /^(aio)?boto3\b.*\.(client|resource)$|\.(client|resource|create_client)$/

/** Services that the code could use and nothing says that it does: told of, and never added unasked. */
export function offersOf({ dependencies, modules }: UsesInput): Evidence[] {
  const calls = modules.flatMap((module) => module.calls.map((call) => ({ ...call, file: module.file })))
  const sender = dependencies.find((one) => senders.has(one.name))
  const mail = calls.find((call) => mailCalls.test(call.callee))
  const storage = calls.find((call) => s3Clients.test(call.callee) && call.arguments.some((one) => one.name === 'endpoint_url'))
  const emulated = modules.flatMap((module) => module.urls.map((one) => ({ ...one, file: module.file }))).find((one) => /:4566\b|\blocalstack\b/.test(one.text))
  return [
    ...(sender ? [offer('mailpit', sender.name, sender)] : mail ? [offer('mailpit', mail.callee.split('.').at(-1) ?? '', mail)] : []),
    ...(emulated ? [offer('localstack', '4566', emulated)] : storage ? [offer('seaweedfs', 'endpoint_url', storage)] : []),
  ]
}

function offer(kind: string, value: string, { file, line }: { file: string; line: number }): Evidence {
  return { key: `offers.${kind}`, value, line, file, confidence: 'likely' }
}
