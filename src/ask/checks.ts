/**
 * What an answer must look like. One function a kind of answer, used for a flag's value, a line of the answers file
 * and what a person types at a prompt: all three are refused with the same words.
 *
 * Each returns why the value is refused, as the end of a sentence ("is not …"), or nothing.
 */
export type Refuse = (value: string) => string | undefined

export const refusePort: Refuse = (value) =>
  /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65535 ? undefined : `${shown(value)} is not a port; a number from 1 to 65535`

export const refusePythonVersion: Refuse = (value) =>
  /^3\.\d{1,2}$/.test(value) ? undefined : `${shown(value)} is not a Python version as images name it; write it like 3.13`

export const refuseNodeVersion: Refuse = (value) =>
  /^\d{2}(\.\d+){0,2}$/.test(value) ? undefined : `${shown(value)} is not a Node version; write it like 24 or 22.13`

export const refuseAirflowVersion: Refuse = (value) =>
  /^[23]\.\d{1,2}\.\d{1,2}$/.test(value) ? undefined : `${shown(value)} is not a version of Airflow 2 or 3; write it like 3.1.8`

/** What compose, image names, host names and make targets all take; what is called like a service of ours would be taken for it. */
export const refuseUnitName: Refuse = (value) =>
  /^[a-z0-9]([a-z0-9_-]{0,38}[a-z0-9])?$/.test(value)
    ? undefined
    : `${shown(value)} is no name for a service; up to 40 lower case letters, digits, - and _, like api`

const dottedName = /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u

/** `module:object`, as servers take it: `shop.main:app`, `shop.main:create_app`. */
export const refuseObject: Refuse = (value) => {
  if (isObject(value)) return undefined
  const path = /^(?:src\/)?([\w/]+)\.py(?::(\w+))?$/.exec(value)
  const instead = path ? `; for that file: ${path[1]!.replaceAll('/', '.')}:${path[2] ?? 'app'}` : ', like shop.main:app'
  return `${shown(value)} is not of the form module:object${instead}`
}

/** A file of the project's: `streamlit_app.py`, `app/main.py`. */
export const refuseScript: Refuse = (value) => (isScript(value) ? undefined : `${shown(value)} is no script of the project, like app.py`)

/**
 * Any of the forms that programs take: `shop.main:app`, `shop.worker`, `run.py`, a script's name, a queue's; several separated by
 * commas. Which of them fits is the stack's to say.
 */
export const refuseEntrypoint: Refuse = (value) =>
  value.split(',').every(isStartable) ? undefined : `${shown(value)} is nothing that can be started; write it like shop.main:app, run.py or a script's name`

function isObject(value: string): boolean {
  const [module = '', object, ...rest] = value.split(':')
  return object !== undefined && rest.length === 0 && dottedName.test(module) && dottedName.test(object)
}

function isStartable(text: string): boolean {
  return (
    isObject(text) ||
    dottedName.test(text) ||
    isScript(text.replace(/:[A-Za-z_]\w*$/, '')) ||
    isNodeProgram(text) ||
    /^\w[\w.-]*$/.test(text) ||
    /^([\w-]+\/)*manage\.py \w+$/.test(text) ||
    isFolder(text)
  )
}

/** A file of Node's, or a program of a package with what it is told: `dist/main.js`, `react-router-serve build/server/index.js`. */
function isNodeProgram(text: string): boolean {
  return /^[\w.@-][\w./@-]*\.[mc]?[jt]s$/.test(text) || /^[\w@][\w./@-]*( --?[\w-]+(=[\w./:@-]+)?| (?!-)[\w./:@-]+)+$/.test(text)
}

/** A folder of the project's: `shop/dags`. */
export function isFolder(text: string): boolean {
  return /^[\w.-]+(\/[\w.-]+)+\/?$/.test(text) && !text.endsWith('.py') && !/(^|\/)\.\.?(\/|$)|^-/.test(text)
}

function isScript(text: string): boolean {
  return /^[\w./ -]+\.py$/.test(text) && !/^[/ -]|(^|\/)\.\.(\/|$)/.test(text)
}

/** A path of the app, or `none` for an app without such a route. */
export const refuseHealthPath: Refuse = (value) =>
  value === 'none' || /^\/[A-Za-z0-9._~!&'()*+,;=:@%/-]*$/.test(value) ? undefined : `${shown(value)} is not a path of the app; write it like /health, or none`

// Of what registries allow in a name: lower case, a port only on the host.
const repositoryPath = /^[a-z0-9]+([.-][a-z0-9]+)*(:\d+)?(\/[a-z0-9]+((\.|_{1,2}|-+)[a-z0-9]+)*)*$/

/** Capitals are taken, as in an organisation's name, and lowered where the answer is made. */
export const refuseImagePrefix: Refuse = (value) =>
  repositoryPath.test(value.toLowerCase()) ? undefined : `${shown(value)} cannot stand in front of an image's name; write it like ghcr.io/acme`

export const refuseBaseRegistry: Refuse = (value) =>
  repositoryPath.test(value) ? undefined : `${shown(value)} is no place to take images from; host and path, like mirror.example.com/hub`

/** The value in a message: quoted where it would not be seen, cut where it would fill the screen. */
function shown(value: string): string {
  const plain = value.length > 60 ? `${value.slice(0, 57)}…` : value
  return /^[\x21-\x7e]+$/.test(plain) ? plain : JSON.stringify(plain)
}
