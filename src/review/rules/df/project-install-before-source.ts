import { at, type DockerfileRule, type DockerfileView, type Edit } from '../../contract.ts'
import { beforeIn, installsIn } from '../../model/build-tools.ts'
import { sourcesOf } from '../../model/context.ts'
import { commandsIn, history, variablesAt } from '../../model/dockerfile.ts'
import { putAfter } from '../../model/edits.ts'
import type { Install } from '../../model/installs.ts'
import type { Instruction } from '../../model/instructions.ts'

export const projectInstallBeforeSource: DockerfileRule = {
  id: 'df/project-install-before-source',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'The project is installed before its source is there',
  why: 'uv sync, poetry install and pip install . build the project itself too: without its source and readme that fails, or installs an empty package.',
  fix: 'Install the dependencies alone first (uv sync --no-install-project, poetry install --no-root), and the project after the COPY.',
  sources: [],
  *find(view) {
    for (const stage of view.file.stages) {
      const all = history(stage)
      const installs = installsIn(all)
      for (const [index, { run, install }] of installs.entries()) {
        if (!stage.instructions.includes(run) || !installsProject(install) || isVirtual(view, install)) continue
        const known = variablesAt(view.file, stage, run)
        if (known.has('UV_NO_INSTALL_PROJECT') || hasSource(beforeIn(all, run), run)) continue
        // Here or in a stage below, which may take over what this one installs.
        const later = [...all.slice(all.indexOf(run) + 1), ...view.file.stages.slice(stage.index + 1).flatMap((one) => one.instructions)]
        if (!later.some((one) => sourcesOf(one).some((source) => !isManifest(source.path)))) continue
        const again = installs.slice(index + 1).some((one) => one.install.by === install.by)
        yield {
          ...at(view, install.command),
          message: `${install.command.words
            .slice(0, 2)
            .map((word) => word.text)
            .join(' ')} builds the project, whose source comes only later.`,
          edits: again ? editsFor(view, install) : [],
        }
      }
    }
  },
  examples: {
    bad: [
      {
        text: 'FROM python:3.13-slim-trixie\nCOPY pyproject.toml uv.lock ./\nRUN uv sync --frozen --no-dev\nCOPY src ./src\nRUN uv sync --frozen --no-dev\n',
        line: 3,
      },
      {
        text: 'FROM python:3.13-slim-trixie AS deps\nCOPY pyproject.toml uv.lock ./\nRUN uv sync --locked\nFROM deps AS runtime\nCOPY --chown=app . .\n',
        line: 3,
      },
      {
        text: 'FROM python:3.13-slim-trixie\nCOPY pyproject.toml poetry.lock ./\nRUN poetry config virtualenvs.create false \\\n    && poetry install --only main\nCOPY . .\n',
        line: 4,
      },
    ],
    good: [
      {
        text: 'FROM python:3.13-slim-trixie\nCOPY pyproject.toml uv.lock ./\nRUN uv sync --locked --no-dev --no-install-project\nCOPY src ./src\nRUN uv sync --locked --no-dev\n',
      },
      {
        text: 'FROM python:3.13-slim-trixie\nCOPY pyproject.toml uv.lock ./\nRUN uv sync --locked\nCOPY . .\n',
        beside: { 'pyproject.toml': '[project]\nname = "x"\nversion = "1"\n', 'uv.lock': '' },
      },
    ],
  },
}

function installsProject({ by, verb, packages, says }: Install): boolean {
  if (by === 'uv') return verb.text === 'sync' && !says('--no-install-project', '--no-install-workspace', '--no-install-local', '--only-group', '--only-dev')
  if (by === 'poetry') return !says('--no-root')
  return by === 'pip' && packages.some((word) => /^\.(\[|$)/.test(word.text))
}

/** A project without a build system is not built; nothing tells where its manifest cannot be seen. */
function isVirtual({ context, project }: DockerfileView, { by }: Install): boolean {
  const manifest = context === null ? null : project.read(context === '' ? 'pyproject.toml' : `${context}/pyproject.toml`)
  if (manifest === null) return false
  if (/^\s*package(-mode)?\s*=\s*false/m.test(manifest)) return true
  return by === 'uv' && !/^\[build-system\]/m.test(manifest) && !/^\s*package\s*=\s*true/m.test(manifest)
}

/** What a package manager reads; no code. */
function isManifest(path: string): boolean {
  return /(^|\/)(pyproject\.toml|[\w.-]*\.lock|readme[\w.]*|license[\w.]*|requirements[\w./-]*|setup\.(py|cfg)|\.python-version|poetry\.\w+|uv\.toml|[\w.-]*\*[\w.-]*)$/i.test(
    path,
  )
}

/** A folder, or all of it, was copied or is bound while it runs. */
function hasSource(before: readonly Instruction[], run: Instruction): boolean {
  const copied = before.some(
    (one) =>
      (one.name === 'COPY' || one.name === 'ADD') && (sourcesOf(one).length === 0 || sourcesOf(one).some((source) => !isManifest(source.path))) && !isTool(one),
  )
  const bound = run.flags.filter((flag) => flag.name === 'mount' && /(^|,)type=bind/.test(flag.value) && !/(^|,)from=/.test(flag.value))
  return copied || [...before, run].some(makesFiles) || bound.some((flag) => !isManifest(/(?:^|,)(?:source|src)=([^,]+)/.exec(flag.value)?.[1] ?? '.'))
}

/** Stand-ins for the source, or the source itself from elsewhere. */
function makesFiles(instruction: Instruction): boolean {
  return (
    instruction.name === 'RUN' &&
    commandsIn(instruction).some(({ name, words }) => /^(touch|cp|tar|unzip)$/.test(name) || (name === 'git' && words.some((word) => word.text === 'clone')))
  )
}

/** `COPY --from=…uv`: a program, no source. */
function isTool({ flags, words }: Instruction): boolean {
  return flags.some((flag) => flag.name === 'from') && /\/s?bin\/?/.test(words.at(-1)?.text ?? '')
}

function editsFor(view: DockerfileView, { by, verb }: Install): Edit[] {
  return by === 'pip' ? [] : putAfter(view, verb, by === 'uv' ? ' --no-install-project' : ' --no-root')
}
