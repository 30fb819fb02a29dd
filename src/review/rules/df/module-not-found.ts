import { at, type DockerfileRule, type DockerfileView } from '../../contract.ts'
import { installsIn } from '../../model/build-tools.ts'
import { sourcesOf } from '../../model/context.ts'
import { commandsIn, history, lastOf, variablesAt, type Stage } from '../../model/dockerfile.ts'
import { filesIn, inContext } from '../../model/manifest.ts'

export const moduleNotFound: DockerfileRule = {
  id: 'df/module-not-found',
  severity: 'critical',
  reads: 'dockerfile',
  title: 'Python does not look where the program is',
  why: 'A package in src/ is found once it is installed, or with PYTHONPATH. With the folder copied as it is, the program ends with "No module named …".',
  fix: 'Install the project (uv sync --no-editable, pip install .), or ENV PYTHONPATH=/app/src.',
  sources: [],
  *find(view) {
    const { final, file, context } = view
    const command = final ? (lastOf(final, 'CMD') ?? lastOf(final, 'ENTRYPOINT')) : null
    if (!final || !command?.exec || context === null || variablesAt(file, final).has('PYTHONPATH') || installsProject(view)) return
    const words = command.words.map((word) => word.text)
    const name = /(^|\/)python[\d.]*$/.test(words[0] ?? '') && words[1] === '-m' ? words[2]?.split('.')[0] : undefined
    if (!name || !isOnlyInSrc(filesIn(view.project.files, context), name) || !keepsSrc(final)) return
    const folder = lastOf(final, 'WORKDIR')?.words[0]?.text ?? '/'
    if (!/\/src\/?$/.test(folder)) yield { ...at(view, command), message: `${name} lies in src, where python in ${folder} does not look.` }
  },
  examples: {
    bad: [
      {
        text: 'FROM python:3.13-slim-trixie\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY src/ ./src/\nCMD ["python", "-m", "shop"]\n',
        line: 6,
        beside: { 'src/shop/__main__.py': '', 'requirements.txt': '' },
      },
      {
        text: 'FROM python:3.13-slim-trixie\nWORKDIR /app\nRUN uv sync --locked --no-install-project\nCOPY . .\nENTRYPOINT ["/app/.venv/bin/python", "-m", "shop.worker"]\n',
        line: 5,
        beside: { 'src/shop/worker.py': '', 'pyproject.toml': '[build-system]\nrequires = ["hatchling"]\n' },
      },
    ],
    good: [
      {
        text: 'FROM python:3.13-slim-trixie\nWORKDIR /app\nCOPY . .\nRUN pip install .\nCMD ["python", "-m", "shop"]\n',
        beside: { 'src/shop/__main__.py': '' },
      },
      {
        text: 'FROM python:3.13-slim-trixie\nWORKDIR /app\nENV PYTHONPATH=/app/src\nCOPY src/ ./src/\nCMD ["python", "-m", "shop"]\n',
        beside: { 'src/shop/__main__.py': '' },
      },
      { text: 'FROM python:3.13-slim-trixie\nWORKDIR /app\nCOPY src/ .\nCMD ["python", "-m", "shop"]\n', beside: { 'src/shop/__main__.py': '' } },
    ],
  },
}

function isOnlyInSrc(files: readonly string[], name: string): boolean {
  const has = (folder: string): boolean =>
    files.some((file) => file === `${folder}${name}.py` || (file.startsWith(`${folder}${name}/`) && file.endsWith('.py')))
  return has('src/') && !has('')
}

/** All of the project, or src itself, is copied to a folder where src is still src. */
function keepsSrc(final: Stage): boolean {
  return history(final).some((one) =>
    sourcesOf(one).some(({ path }) =>
      path === '' ? /^(\.\/?|\/app\/?)$/.test(one.words.at(-1)!.text) : path === 'src' && /(^|\/)src\/?$/.test(one.words.at(-1)!.text),
    ),
  )
}

/** A package that some step installs, whichever; uv does so only where there is a build system. */
function installsProject({ file, context, project }: DockerfileView): boolean {
  const built = /^\[build-system\]/m.test(project.read(inContext(context!, 'pyproject.toml')) ?? '')
  return (
    installsIn(file.instructions).some(({ install: { by, verb, command, says } }) => {
      if (by === 'uv' && verb.text === 'sync') return built && !says('--no-install-project')
      if (by === 'poetry' || by === 'pdm') return !says('--no-root', '--no-self')
      return (by === 'pip' || by === 'uv') && command.words.some((word) => /^\.(\/|\[|$)|\.whl$|^\*/.test(word.text) || word.text.startsWith('/'))
    }) || file.instructions.some((one) => one.name === 'RUN' && commandsIn(one).some(({ words }) => words.some((word) => /setup\.py$|\.pth$/.test(word.text))))
  )
}
