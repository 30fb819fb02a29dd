import { at, type DockerfileRule } from '../../contract.ts'
import { beginOf } from '../../model/begin-of.ts'
import { commandsIn, lastOf, variablesAt } from '../../model/dockerfile.ts'

const python = /^(python[\d.]*|uvicorn|gunicorn|hypercorn|granian|daphne|flask|fastapi|streamlit|celery|rq|arq|dramatiq|dagster.*|airflow)$/

export const unbufferedLogs: DockerfileRule = {
  id: 'df/unbuffered-logs',
  severity: 'improvement',
  strict: true,
  reads: 'dockerfile',
  title: 'Python keeps back what it prints',
  why: 'Into a pipe Python writes by blocks: a line comes late, and the last ones before a crash never come.',
  fix: 'ENV PYTHONUNBUFFERED=1.',
  sources: [],
  *find(view) {
    const { final, file } = view
    // What images of others set cannot be seen; these set nothing.
    if (!/^(python|debian|ubuntu|alpine|fedora|continuumio\/miniconda3)$/.test(final?.base?.name ?? '')) return
    const command = final && (lastOf(final, 'CMD') ?? lastOf(final, 'ENTRYPOINT'))
    if (!final || !command || !final.instructions.includes(command) || variablesAt(file, final).has('PYTHONUNBUFFERED')) return
    const program = commandsIn(command).find((one) => python.test(one.name))
    if (!program || program.words.some((word) => word.text === '-u')) return
    // As late as it can be: what was built before stays as it is.
    const from = beginOf(view, command)
    const edits = [{ from, to: from, text: 'ENV PYTHONUNBUFFERED=1\n' }]
    yield { ...at(view, command), message: `What print() writes under ${program.name} reaches the log late.`, edits }
  },
  examples: {
    bad: [
      { text: 'FROM python:3.13-slim-trixie\nCMD ["python", "app.py"]\n', line: 2 },
      { text: 'FROM python:3.13-slim-trixie AS base\nFROM base\nENTRYPOINT uvicorn app:app\n', line: 3 },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie\nENV PYTHONUNBUFFERED=1\nCMD ["python", "app.py"]\n' },
      { text: 'FROM python:3.13-slim-trixie\nCMD ["python", "-u", "app.py"]\n' },
      { text: 'FROM registry.example.com/python:3\nCMD ["python", "app.py"]\n' },
      { text: 'FROM node:24-trixie-slim\nCMD ["node", "server.js"]\n' },
    ],
  },
}
