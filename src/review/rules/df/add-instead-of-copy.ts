import { at, type DockerfileRule } from '../../contract.ts'

export const addInsteadOfCopy: DockerfileRule = {
  id: 'df/add-instead-of-copy',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'ADD for plain files',
  why: 'ADD unpacks archives and fetches addresses: a file that becomes one some day is suddenly unpacked.',
  fix: 'COPY',
  sources: ['DL3020', 'CKV_DOCKER_4', 'DS-0005', 'CIS 4.9'],
  *find(view) {
    for (const one of view.file.instructions) {
      if (one.name !== 'ADD' || one.words.length < 2 || one.heredocs.length > 0) continue
      const sources = one.words.slice(0, -1)
      if (
        sources.some(({ text }) => /^[a-z+]+:\/\/|^git@|\.git(#|$)|\$|[*?]|\.(tar|tgz|txz|tbz2?|gz|bz2|xz|zst|lzma)$/i.test(text)) ||
        one.flags.some((flag) => ['checksum', 'keep-git-dir', 'unpack'].includes(flag.name))
      )
        continue
      const keyword = one.keyword.text === one.keyword.text.toLowerCase() ? 'copy' : 'COPY'
      yield {
        ...at(view, one),
        message: `ADD of ${sources[0]!.text}: nothing to unpack, nothing to fetch.`,
        edits: [{ from: one.keyword.from, to: one.keyword.to, text: keyword }],
      }
    }
  },
  examples: {
    bad: [
      { text: 'FROM nginx:1.29\nADD nginx.conf /etc/nginx/nginx.conf\n', line: 2 },
      { text: 'FROM node:24-trixie-slim\nadd --chown=node:node ["package.json", "src", "/app/"]\n', line: 2 },
    ],
    good: [
      { text: 'FROM nginx:1.29\nCOPY nginx.conf /etc/nginx/nginx.conf\n' },
      { text: 'FROM debian:trixie-slim\nADD rootfs.tar.gz /\nADD --checksum=sha256:0 https://example.com/a /a\n' },
    ],
  },
}
