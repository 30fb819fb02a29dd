import { commandText } from './service.ts'

/** A command that serves a project's definitions. */
export function isCodeLocation(command: unknown): boolean {
  return /\bdagster (api grpc|code-server start)\b/.test(commandText(command)) && !/health-check/.test(commandText(command))
}

/** A command that shows runs or starts them. */
export function isSystem(command: unknown): boolean {
  return /\bdagster-(webserver|daemon)\b|\bdagit\b/.test(commandText(command))
}
