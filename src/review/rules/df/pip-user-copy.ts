import { at, type DockerfileRule } from '../../contract.ts'
import { installsIn } from '../../model/build-tools.ts'
import { copiesFrom } from '../../model/copies-from.ts'
import { history } from '../../model/dockerfile.ts'
import { isRoot, runsAs } from '../../model/users.ts'

export const pipUserCopy: DockerfileRule = {
  id: 'df/pip-user-copy',
  severity: 'critical',
  reads: 'dockerfile',
  title: "Packages are copied out of root's home",
  why: 'Python looks for them in the home of whoever runs it: a system user has none, and root\'s own may be read by root alone. The program ends with "No module named …".',
  fix: 'Install into a virtual environment (/opt/venv) and copy that to the same path.',
  sources: [],
  *find(view) {
    for (const { instruction, stage, into } of copiesFrom(view.file)) {
      const source = instruction.words[0]?.text ?? ''
      if (!stage || instruction.name !== 'COPY' || !/^\/root\/\.local\/?/.test(source)) continue
      if (!installsIn(history(stage)).some(({ install }) => install.by === 'pip' && install.says('--user'))) continue
      const runs = runsAs(view.file, into)
      if (!runs?.user || isRoot(runs.user)) continue
      yield { ...at(view, instruction), message: `${runs.user} does not look in ${instruction.words.at(-1)!.text}, unless that is the home it was made with.` }
    }
  },
  examples: {
    bad: [
      {
        text: 'FROM python:3.13-slim-trixie AS builder\nRUN pip install --user uvicorn\nFROM python:3.13-slim-trixie\nCOPY --from=builder /root/.local /root/.local\nUSER 10001\n',
        line: 4,
      },
      {
        text: 'FROM python:3.13-slim-trixie AS b\nRUN pip install --no-cache-dir --user -r requirements.txt\nFROM python:3.13-slim-trixie\nCOPY --from=b /root/.local /home/app/.local\nUSER app\n',
        line: 4,
      },
    ],
    good: [
      {
        text: 'FROM python:3.13-slim-trixie AS builder\nRUN python -m venv /opt/venv && /opt/venv/bin/pip install uvicorn\nFROM python:3.13-slim-trixie\nCOPY --from=builder /opt/venv /opt/venv\nUSER 10001\n',
      },
      {
        text: 'FROM python:3.13-slim-trixie AS builder\nRUN pip install --user uvicorn\nFROM python:3.13-slim-trixie\nCOPY --from=builder /root/.local /root/.local\nCMD ["python"]\n',
      },
    ],
  },
}
