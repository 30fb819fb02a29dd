import { at, type DockerfileRule } from '../../contract.ts'
import { installsIn } from '../../model/build-tools.ts'
import { commandsIn } from '../../model/dockerfile.ts'
import { putAfter } from '../../model/edits.ts'

export const apkNoCache: DockerfileRule = {
  id: 'df/apk-no-cache',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'apk keeps its index in the image',
  why: 'Some megabytes that nothing reads again.',
  fix: 'apk add --no-cache',
  sources: ['DL3019', 'DS-0025'],
  *find(view) {
    for (const { run, install } of view.file.stages.flatMap((stage) => installsIn(stage.instructions))) {
      if (install.by !== 'apk' || install.says('--no-cache')) continue
      if (
        run.flags.some((flag) => /type=cache/.test(flag.value)) ||
        commandsIn(run).some(({ name, words }) => name === 'rm' && words.some((word) => /\/var\/cache\/apk/.test(word.text)))
      )
        continue
      yield {
        ...at(view, install.command),
        message: 'The index stays in this layer.',
        edits: putAfter(view, install.verb, ' --no-cache'),
      }
    }
  },
  examples: {
    bad: [
      { text: 'FROM alpine:3.23\nRUN apk add curl\n', line: 2 },
      { text: 'FROM alpine:3.23\nRUN apk update \\\n  && apk add --virtual .build gcc\n', line: 3 },
    ],
    good: [{ text: 'FROM alpine:3.23\nRUN apk add --no-cache curl\n' }, { text: 'FROM alpine:3.23\nRUN apk add curl && rm -rf /var/cache/apk/*\n' }],
  },
}
