import { at, type DockerfileRule } from '../../contract.ts'
import { beforeIn, installsIn } from '../../model/build-tools.ts'
import { history } from '../../model/dockerfile.ts'

export const aptCacheMount: DockerfileRule = {
  id: 'df/apt-cache-mount',
  severity: 'improvement',
  reads: 'dockerfile',
  title: 'A cache of apt packages that stays empty',
  why: 'The official images of Debian and Ubuntu have a hook, docker-clean, that deletes each package after it is installed: the mount holds nothing. And apt locks its folders: builds that run side by side wait for sharing=locked, or fail without.',
  fix: 'rm -f /etc/apt/apt.conf.d/docker-clean first, and both mounts: type=cache,target=/var/cache/apt,sharing=locked and type=cache,target=/var/lib/apt,sharing=locked.',
  sources: [],
  *find(view) {
    for (const stage of view.file.stages) {
      for (const run of new Set(installsIn(stage.instructions).flatMap(({ run, install }) => (install.by === 'apt' ? [run] : [])))) {
        const mounts = run.flags.filter((flag) => flag.name === 'mount' && /type=cache/.test(flag.value))
        const cache = mounts.find((flag) => /(target|dst|destination)=\/var\/cache\/apt/.test(flag.value))
        if (!cache) continue
        const all = history(stage)
        const cleans = ![...beforeIn(all, run), run].some((one) => /docker-clean|Keep-Downloaded-Packages/.test(view.text.slice(one.from, one.to)))
        const shared = !/sharing=(locked|private)/.test(cache.value)
        if (!cleans && !shared) continue
        const what = [cleans ? 'docker-clean empties it after each install' : '', shared ? 'it is not locked against a build beside this one' : '']
        yield { ...at(view, run), message: `The cache of apt: ${what.filter(Boolean).join(', and ')}.` }
      }
    }
  },
  examples: {
    bad: [
      {
        text: 'FROM debian:13-slim\nRUN --mount=type=cache,target=/var/cache/apt \\\n    apt-get update && apt-get install -y --no-install-recommends git\nUSER 10001\n',
        line: 2,
      },
      {
        text: 'FROM python:3.13-slim-trixie\nRUN rm -f /etc/apt/apt.conf.d/docker-clean\nRUN --mount=type=cache,target=/var/cache/apt --mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y libpq5\n',
        line: 3,
      },
    ],
    good: [
      {
        text: 'FROM debian:13-slim\nRUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt,sharing=locked \\\n    rm -f /etc/apt/apt.conf.d/docker-clean && apt-get update && apt-get install -y git\n',
      },
      { text: 'FROM debian:13-slim\nRUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*\n' },
    ],
  },
}
