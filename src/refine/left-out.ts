import type { DockerfileView } from '../review/contract.ts'
import { commandsIn, history, lastOf, pairsOf } from '../review/model/dockerfile.ts'
import { installOf, isOfProject } from '../review/model/installs.ts'
import type { Instruction } from '../review/model/instructions.ts'
import { ownCommand } from './own-command.ts'
import { isOfTheBuild, isTaken } from './own-values.ts'

/** What is done by every Dockerfile, and by ours in another way. */
const usual = /^(apt-get|apt|apk|rm|mkdir|chown|chmod|useradd|groupadd|adduser|addgroup|usermod|set|cd|true|echo|python3?|export|find)$/

/** What a person's Dockerfile does and the alternative does not: for them to look at, each with its line. */
export function leftOut(view: DockerfileView): string[] {
  const { final } = view
  if (!final) return []
  const labels = history(final).filter((one) => one.name === 'LABEL')
  const labelled = labels.length > 0 ? [`line${labels.length > 1 ? 's' : ''} ${labels.map((one) => one.line).join(', ')}: LABEL`] : []
  return [...history(final).flatMap((one) => what(one, view).map((text) => `line ${one.line}: ${text}`)), ...labelled]
}

function what(one: Instruction, view: DockerfileView): string[] {
  switch (one.name) {
    case 'RUN':
      return commandsIn(one)
        .filter((command) => !usual.test(command.name) && !isInstall(command))
        .slice(0, 1)
        .map(({ words }) =>
          words
            .slice(0, 4)
            .map((word) => word.text)
            .join(' '),
        )
    case 'ENV':
      return pairsOf(one).flatMap(({ name, value }) => (isTaken(name, value) || isOfTheBuild(name) ? [] : [`ENV ${name}`]))
    case 'ADD':
      return [`ADD ${one.words[0]?.text ?? ''}`]
    case 'COPY':
      return one.flags.some(
        (flag) => flag.name === 'from' && !view.file.stages.some((stage) => stage.name?.text === flag.value) && !/(^|\/)uv(:|@|$)/.test(flag.value),
      )
        ? [`COPY ${one.words[0]?.text ?? ''} of another image`]
        : []
    case 'CMD':
    case 'ENTRYPOINT':
      return lastOf(view.final!, one.name) === one && one.words.length > 0 && ownCommand(view) === null ? [`${one.name} ${one.rest.text.slice(0, 60)}`] : []
    case 'VOLUME':
    case 'STOPSIGNAL':
    case 'ONBUILD':
      return [`${one.name} ${one.rest.text.slice(0, 60)}`]
    default:
      return []
  }
}

/** Dependencies of the project, which ours installs too, and the installer itself. */
function isInstall(command: Parameters<typeof installOf>[0]): boolean {
  const install = installOf(command)
  if (!install) return /^(pip3?|uv|poetry|npm|yarn|pnpm|corepack)$/.test(command.name) && /^(config|enable|venv|cache|self)$/.test(command.words[1]?.text ?? '')
  return isOfProject(install) || install.packages.every(({ text }) => /^(pip|setuptools|wheel|uv|poetry|pdm|pipenv|pnpm|yarn|npm)([=<>@~!]|$)/.test(text))
}
