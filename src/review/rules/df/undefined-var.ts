import { at, type DockerfileRule } from '../../contract.ts'
import { history, pairsOf } from '../../model/dockerfile.ts'
import { variablesIn } from '../../model/expand.ts'

/** Set by docker for every build, and by base images. */
const given = /^(PATH|HOME|HOSTNAME|TERM|USER|PWD|LANG|(HTTPS?|FTP|NO|ALL)_PROXY|(BUILD|TARGET)(PLATFORM|OS|ARCH|VARIANT)|SOURCE_DATE_EPOCH)$/i

/** Lists of folders that no base image known here sets, but one of CUDA. */
const lists = /^(PYTHONPATH|NODE_PATH|LD_LIBRARY_PATH|CLASSPATH|MANPATH|PKG_CONFIG_PATH)$/

export const undefinedVariable: DockerfileRule = {
  id: 'df/undefined-var',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'A variable that nothing sets',
  why: 'It is empty: a path becomes another one, a FROM has no image. An ARG in front of the first FROM counts for FROM lines alone.',
  fix: 'ARG in the stage that uses it (ARG NAME takes over the default of the one above FROM).',
  sources: ['UndefinedVar', 'UndefinedArgInFrom', 'InvalidDefaultArgInFrom'],
  *find(view) {
    const { globals, stages } = view.file
    const above = new Map(globals.flatMap((one) => pairsOf(one).map((pair) => [pair.name, pair.value])))
    for (const stage of stages) {
      const unknown = variablesIn(stage.from.words[0]?.text ?? '').find((name) => !above.has(name) && !given.test(name))
      if (unknown) yield { ...at(view, stage.from), severity: 'critical', message: `$${unknown} is not set above FROM.` }
      const empty = variablesIn(stage.from.words[0]?.text ?? '').find((name) => above.get(name) === null)
      // Compose, bake or CI may give it; then only a plain docker build fails.
      if (empty)
        yield {
          ...at(view, stage.from),
          message: `ARG ${empty} has no default: docker build without --build-arg ${empty}=… finds no image.`,
          fix: `ARG ${empty}=<value> above FROM.`,
        }
      const known = new Set<string>()
      for (const one of history(stage)) {
        if (stage.instructions.includes(one) && /^(COPY|ADD|WORKDIR|USER|EXPOSE|VOLUME|STOPSIGNAL)$/.test(one.name)) {
          const open = variablesIn(one.words.map((word) => word.text).join(' ')).find((name) => !known.has(name) && !given.test(name))
          // A base image may have set it, unless it is an ARG of this very file.
          if (open && above.has(open))
            yield { ...at(view, one), severity: 'critical', message: `$${open} is empty here: its ARG stands above FROM.`, fix: `ARG ${open} in this stage.` }
          else if (open && stage.base?.users) yield { ...at(view, one), message: `Nothing sets $${open}.` }
        }
        if (stage.instructions.includes(one) && one.name === 'ENV' && stage.base?.users && stage.base.name !== 'nvidia/cuda')
          for (const { name, value, word } of pairsOf(one)) {
            if (!lists.test(name) || known.has(name) || !variablesIn(value ?? '').includes(name)) continue
            yield {
              ...at(view, word),
              message: `$${name} is empty here, and an empty entry of ${name} is whatever folder the program is started in.`,
              fix: `${name} without $${name}.`,
            }
          }
        if (one.name === 'ARG' || one.name === 'ENV') pairsOf(one).forEach((pair) => known.add(pair.name))
      }
    }
  },
  examples: {
    bad: [
      { text: 'ARG DIR=/srv\nFROM node:24-slim\nWORKDIR ${DIR}\n', line: 3 },
      { text: 'FROM node:${NODE_VERSION}-slim\n', line: 1 },
      { text: 'ARG NODE_VERSION\nFROM node:${NODE_VERSION}-slim\n', line: 2 },
      { text: 'FROM debian:trixie-slim\nCOPY a $TARGET_DIR/a\n', line: 2 },
      { text: 'FROM python:3.13-slim\nENV A=1 \\\n    PYTHONPATH=/srv:$PYTHONPATH\n', line: 3 },
    ],
    good: [
      { text: 'FROM python:3.13-slim\nENV PYTHONPATH=/srv\nENV PYTHONPATH=/lib:$PYTHONPATH PATH=/srv/bin:$PATH\n' },
      { text: 'ARG DIR=/srv\nFROM node:24-slim\nARG DIR\nWORKDIR ${DIR}\n' },
      { text: 'FROM --platform=$BUILDPLATFORM node:24-slim\nCOPY a $HOME/a\n' },
    ],
  },
}
