import { outputs, targets } from '../ask/answers.ts'
import { refuseBaseRegistry, refuseImagePrefix } from '../ask/checks.ts'
import type { Flag } from '../flags.ts'

const serviceIds = async () => (await import('../services/index.ts')).services.map((service) => service.id)
/** `pg` is as good as `postgres`, and `monitoring` stands for several. */
const serviceAliases = async () =>
  import('../services/index.ts').then(({ bundles, services }) => [...services.flatMap((service) => service.aliases), ...bundles.keys()])

/** `--no-makefile` and its like. */
const leftOut: readonly Flag[] = outputs.map((output) => ({ name: `no-${output}`, value: 'switch', group: 'answers', help: `leave out: ${output}` }))

/** Answers about the project as a whole, and the ways to give many at once. */
export const projectFlags: readonly Flag[] = [
  {
    name: 'set',
    value: 'pairs',
    placeholder: 'unit.key=value',
    group: 'answers',
    help: 'any of the above for one unit of several, like api.port=9000; also name=<other name> and skip=yes',
  },
  {
    name: 'with',
    value: 'list',
    placeholder: 'a,b',
    group: 'answers',
    oneOf: serviceIds,
    aliases: serviceAliases,
    help: 'backing services to run beside the app, like postgres,redis:8',
    question: { text: 'Which services does it use', kind: 'some' },
  },
  {
    name: 'without',
    value: 'list',
    placeholder: 'a,b',
    group: 'answers',
    oneOf: serviceIds,
    aliases: serviceAliases,
    help: 'services to leave out, whatever was detected',
  },
  {
    name: 'managed',
    value: 'list',
    placeholder: 'a,b',
    group: 'answers',
    oneOf: serviceIds,
    aliases: serviceAliases,
    help: 'services that are used and run elsewhere: no container, the URL is required',
    question: { text: 'Which of them run elsewhere (no container, you give the URL)', kind: 'some' },
  },
  {
    name: 'image-prefix',
    value: 'text',
    placeholder: 'host/namespace',
    group: 'answers',
    refuse: refuseImagePrefix,
    help: 'what stands before image names in production (default: ghcr.io/<owner>)',
    question: { text: 'What stands before image names in production', kind: 'text' },
  },
  { name: 'branch', value: 'text', placeholder: 'name', group: 'answers', help: 'whose images the workflow releases (default: the default branch, main)' },
  {
    name: 'base-registry',
    value: 'text',
    placeholder: 'host/path',
    group: 'answers',
    refuse: refuseBaseRegistry,
    help: 'a mirror to take base images from',
  },
  {
    name: 'target',
    value: 'list',
    placeholder: 'a,b',
    group: 'answers',
    oneOf: () => Promise.resolve(targets),
    help: `image targets to write: ${targets.join(', ')}`,
    question: { text: 'Which targets does the image have', kind: 'some' },
  },
  {
    name: 'files',
    value: 'list',
    placeholder: 'a,b',
    group: 'answers',
    oneOf: () => Promise.resolve(outputs),
    help: `which files: ${outputs.join(', ')}; or --no-<file> for each to leave out`,
    question: { text: 'Which files', kind: 'some' },
  },
  ...leftOut,
  { name: 'requirements', value: 'onOff', group: 'answers', help: 'with --dependencies: write requirements.txt, with versions; on' },
  { name: 'answers', value: 'text', placeholder: 'file', group: 'answers', help: 'answers in the form of .dockerize/answers.yaml' },
]
