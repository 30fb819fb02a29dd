import type { Evidence } from '../../../detect/facts.ts'
import { at, type DockerfileRule, type DockerfileView } from '../../contract.ts'
import { installsIn, nameOf } from '../../model/build-tools.ts'
import { commandsIn, history, type Stage } from '../../model/dockerfile.ts'
import { isOfProject } from '../../model/installs.ts'

const libpq = '[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.13"\ndependencies = ["fastapi", "uvicorn", "psycopg"]\n'
const app = 'from fastapi import FastAPI\n\napp = FastAPI()\n'
const beside = { 'pyproject.toml': libpq, 'main.py': app }

export const systemLibraryMissing: DockerfileRule = {
  id: 'df/system-library-missing',
  severity: 'critical',
  reads: 'dockerfile',
  facts: true,
  title: 'A library of the system that a dependency loads is not there',
  why: 'pip and uv install Python packages alone. One that loads a shared library, or starts a program, ends with "cannot open shared object file" or "not found" where Debian\'s package of it is missing, and slim images have next to none.',
  fix: 'Install the package with apt in the stage that runs; what only compiling needs (-dev, gcc) stays in the builder.',
  sources: [],
  *find(view) {
    const { final } = view
    if (!final || !isSlim(final) || bringsOthers(final) || !installsProject(view)) return
    const packages = installsIn(history(final)).flatMap(({ install }) =>
      install.by === 'apt' ? install.packages.map((one) => one.text.split(/[=/]/)[0] ?? '') : [],
    )
    // What an unknown package brings along is not known.
    if (packages.some((one) => !isAlone(one) && !/^lib/.test(one))) return
    for (const { needed, by } of neededHere(view)) {
      if (packages.some((one) => bringsIt(one, needed))) continue
      const name = final.base?.release === 'bookworm' ? needed.replace(/t64$/, '') : needed
      yield {
        ...at(view, final.from),
        message: `${by.value} (${by.file}:${by.line}) needs ${name} when it runs, which ${final.base?.label ?? nameOf(final)} does not have.`,
        fix: `RUN apt-get update && apt-get install -y --no-install-recommends ${name} && rm -rf /var/lib/apt/lists/*, in the stage that runs.`,
      }
    }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nWORKDIR /app\nCOPY . .\nRUN pip install .\nCMD ["uvicorn", "main:app"]\n', line: 1, beside },
      {
        text: 'FROM python:3.13-slim-trixie AS builder\nRUN apt-get update && apt-get install -y gcc libpq-dev\nCOPY . .\nRUN pip install --prefix=/install .\n\nFROM python:3.13-slim-trixie\nRUN apt-get update && apt-get install -y curl\nCOPY --from=builder /install /usr/local\nCMD ["uvicorn", "main:app"]\n',
        line: 6,
        beside,
      },
    ],
    good: [
      {
        text: 'FROM python:3.13-slim-trixie\nRUN apt-get update && apt-get install -y --no-install-recommends libpq5\nCOPY . .\nRUN pip install .\nCMD ["uvicorn", "main:app"]\n',
        beside,
      },
      // Its wheel has the library within.
      {
        text: 'FROM python:3.13-slim-trixie\nCOPY . .\nRUN pip install .\nCMD ["uvicorn", "main:app"]\n',
        beside: { ...beside, 'pyproject.toml': libpq.replace('psycopg', 'psycopg[binary]') },
      },
      // The image with all of the build tools has it.
      { text: 'FROM python:3.13-trixie\nCOPY . .\nRUN pip install .\nCMD ["uvicorn", "main:app"]\n', beside },
      // Clients bring it along.
      { text: 'FROM python:3.13-slim-trixie\nRUN apt-get update && apt-get install -y postgresql-client\nCOPY . .\nRUN pip install .\n', beside },
    ],
  },
}

/** Of the programs that lie in the folder that it is built from: Debian's packages, each with the dependency that asks for it. */
function neededHere({ project: { facts }, context }: DockerfileView): { needed: string; by: Evidence }[] {
  const folder = context === '' ? '.' : context
  const units = (facts?.units ?? []).filter((unit) => unit.dir === folder && unit.language === 'python')
  const named = units.flatMap((unit) =>
    unit.systemPackages.run.flatMap((needed) => {
      const by = unit.evidence.find((one) => one.key === `systemPackages.${needed}`)
      return by ? [{ needed, by }] : []
    }),
  )
  return named.filter((one, index) => named.findIndex((other) => other.needed === one.needed) === index)
}

/** The official image without build tools, whose packages are known. */
function isSlim({ base }: Stage): boolean {
  return base !== null && /(^|\/)python:/.test(base.label) && base.distribution === 'debian' && base.has('gcc') === false
}

/** Libraries come by another way than apt's own names. */
function bringsOthers(final: Stage): boolean {
  return history(final).some((one) => {
    if (one.name === 'COPY' || one.name === 'ADD')
      return /\/lib(\/|\s|$)|\.deb\b/.test(one.words.at(-1)?.text ?? '') || one.words.some((word) => /\.deb$/.test(word.text))
    return commandsIn(one).some(({ words }) => words.some(({ text }) => /^(dpkg|xargs|aptitude|nix-env|brew|conda|mamba|micromamba)$|\.deb$|\$/.test(text)))
  })
}

function installsProject(view: DockerfileView): boolean {
  return installsIn(view.file.instructions).some(({ install }) => isOfProject(install))
}

/** Brings no library that a Python package looks for. */
function isAlone(name: string): boolean {
  return /^(curl|wget|git|ca-certificates|gnupg2?|tini|dumb-init|gosu|netcat.*|procps|tzdata|locales|jq|unzip|zip|xz-utils|bash|vim.*|nano|less|make|gcc|g\+\+|build-essential|pkg-config|iputils-ping|dnsutils|openssh-client|sudo|cron|apt-transport-https|lsb-release|python3?-dev|rsync|htop|net-tools|telnet)$/.test(
    name,
  )
}

/** The package itself, in another release's name, or the headers that depend on it. */
function bringsIt(installed: string, needed: string): boolean {
  const stem = needed.replace(/[\d.]+.*$/, '').replace(/-$/, '')
  return installed === needed || (installed.startsWith(stem) && !/^[a-z]/.test(installed.slice(stem.length)))
}
