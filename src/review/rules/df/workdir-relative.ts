import { at, type DockerfileRule } from '../../contract.ts'
import { history, variablesAt } from '../../model/dockerfile.ts'
import { expand } from '../../model/expand.ts'

export const workdirRelative: DockerfileRule = {
  id: 'df/workdir-relative',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'WORKDIR goes on from wherever the base image stands',
  why: 'A base image that moves its WORKDIR moves the program with it, and every path that was written for the old place is wrong.',
  fix: 'A path from /: WORKDIR /app.',
  sources: ['DL3000', 'CKV_DOCKER_10', 'DS-0009', 'WorkdirRelativePath'],
  *find(view) {
    for (const stage of view.file.stages) {
      const all = history(stage).filter((one) => one.name === 'WORKDIR')
      for (const one of stage.instructions.filter((instruction) => instruction.name === 'WORKDIR')) {
        const known = variablesAt(view.file, stage, one)
        const path = expand(one.words[0]?.text ?? '', (name) => known.get(name) ?? null)
        if (path === null || path === '' || /^(\/|[A-Za-z]:)/.test(path)) continue
        if (all.slice(0, all.indexOf(one)).some((earlier) => /^\/|^\$/.test(earlier.words[0]?.text ?? ''))) continue
        yield { ...at(view, one), message: `${path} lies in whatever folder ${stage.base?.label ?? 'the base image'} has set.` }
      }
    }
  },
  examples: {
    bad: [
      { text: 'FROM node:24-trixie-slim\nWORKDIR app\n', line: 2 },
      { text: 'FROM node:24-trixie-slim\nARG DIR=srv/app\nWORKDIR ${DIR}\n', line: 3 },
    ],
    good: [{ text: 'FROM node:24-trixie-slim\nWORKDIR /app\nWORKDIR api\n' }, { text: 'FROM node:24-trixie-slim\nENV HOME=/srv\nWORKDIR ${HOME}/app\n' }],
  },
}
