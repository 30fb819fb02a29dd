import { at, type DockerfileRule } from '../../contract.ts'
import { installsIn } from '../../model/build-tools.ts'
import { putFor } from '../../model/edits.ts'

/** Gone from Debian 13, with what took its place; empty: nothing did. Each was asked of apt on trixie. */
const gone: Readonly<Record<string, string>> = {
  'libgl1-mesa-glx': 'libgl1',
  'libgdk-pixbuf2.0-0': 'libgdk-pixbuf-2.0-0',
  'libldap-2.5-0': 'libldap2',
  libffi7: 'libffi8',
  libtiff5: 'libtiff6',
  libpcre3: 'libpcre2-8-0',
  'libpcre3-dev': 'libpcre2-dev',
  libgdal32: 'libgdal36',
  libaio1: 'libaio1t64',
  'libgeos-c1': 'libgeos-c1v5',
  libmpi40: 'libopenmpi40',
  libspatialindex6: '',
  'software-properties-common': '',
  wkhtmltopdf: '',
}

export const aptRemovedPackage: DockerfileRule = {
  id: 'df/apt-removed-package',
  severity: 'critical',
  reads: 'dockerfile',
  title: "The package is not in the base image's release of Debian",
  why: 'apt ends with "Unable to locate package", as soon as the base image is built anew.',
  fix: 'Take the name that the release has.',
  sources: [],
  *find(view) {
    for (const stage of view.file.stages) {
      if (stage.base?.release !== 'trixie') continue
      for (const { install } of installsIn(stage.instructions)) {
        if (install.by !== 'apt') continue
        for (const word of install.packages) {
          const other = gone[word.text]
          if (other === undefined) continue
          const fix = other === '' ? 'Leave it out, or stay on bookworm.' : `${other} is what trixie has.`
          yield {
            ...at(view, word),
            message: `${stage.base.label} stands on trixie, which has no ${word.text}.`,
            fix,
            edits: other === '' ? [] : putFor(view, word, other),
          }
        }
      }
    }
  },
  examples: {
    bad: [
      {
        text: 'FROM python:3.13-slim\nRUN apt-get update && apt-get install -y --no-install-recommends \\\n    libgl1-mesa-glx \\\n    libglib2.0-0\n',
        line: 3,
      },
      { text: 'FROM debian:13-slim AS pdf\nRUN apt-get update && apt-get install -y wkhtmltopdf\n', line: 2 },
    ],
    good: [
      { text: 'FROM python:3.13-slim-trixie\nRUN apt-get update && apt-get install -y libgl1\n' },
      { text: 'FROM python:3.13-slim-bookworm\nRUN apt-get update && apt-get install -y libgl1-mesa-glx\n' },
    ],
  },
}
