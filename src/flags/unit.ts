import { accelerators, bases, executors, launchers, type Base } from '../ask/answers.ts'
import { refuseAirflowVersion, refuseEntrypoint, refuseHealthPath, refuseNodeVersion, refusePort, refusePythonVersion } from '../ask/checks.ts'
import { refuseDependencies } from '../dependencies/wanted.ts'
import type { Flag } from '../flags.ts'

const stackIds = async () => (await import('../stacks/index.ts')).stacks.map((stack) => stack.id)
const managerIds = async () => (await import('../every-manager.ts')).everyManager.map((manager) => manager.id)

/** Answers about the one unit of a project; about one of several they are given with `--set`. */
export const unitFlags: readonly Flag[] = [
  {
    name: 'stack',
    value: 'text',
    placeholder: 'id',
    group: 'answers',
    sets: 'stack',
    oneOf: stackIds,
    help: 'the framework, where it is not the one that was detected',
  },
  {
    name: 'entrypoint',
    value: 'text',
    placeholder: 'module:app',
    group: 'answers',
    sets: 'entrypoint',
    refuse: refuseEntrypoint,
    help: 'what the server starts, like shop.main:app',
    question: { text: 'What does the server start', kind: 'text' },
  },
  {
    name: 'port',
    value: 'text',
    placeholder: 'number',
    group: 'answers',
    sets: 'port',
    refuse: refusePort,
    help: 'the port that the app listens on in its container',
    question: { text: 'Which port does it listen on', kind: 'text' },
  },
  {
    name: 'python',
    value: 'text',
    placeholder: 'version',
    group: 'answers',
    sets: 'python',
    refuse: refusePythonVersion,
    help: 'the version of Python, like 3.13',
    question: { text: 'Which version of Python', kind: 'text' },
  },
  {
    name: 'node',
    value: 'text',
    placeholder: 'version',
    group: 'answers',
    sets: 'node',
    refuse: refuseNodeVersion,
    help: 'the version of Node, like 24',
  },
  {
    name: 'package-manager',
    value: 'text',
    placeholder: 'id',
    group: 'answers',
    sets: 'package-manager',
    oneOf: managerIds,
    help: 'what installs the dependencies',
    question: { text: 'What installs the dependencies', kind: 'one' },
  },
  {
    name: 'base',
    value: 'text',
    placeholder: 'name',
    group: 'answers',
    sets: 'base',
    oneOf: () => Promise.resolve(bases),
    help: 'what the image is built on: slim, alpine or distroless',
    refused: {
      scratch: {
        why: 'no stack here is a static binary, and nothing else runs in an empty image',
        instead: '--base distroless   has no shell and no package manager either',
      },
    },
    question: {
      text: 'What is the image built on',
      kind: 'one',
      against: async (value, unit) => (await import('../plan/refuse-base.ts')).whyNot(value as Base, unit),
      consequences: {
        slim: 'Debian: every wheel works, there is a shell to look around',
        alpine: 'smaller; musl, so some packages are compiled and build longer',
        distroless: 'no shell, no package manager: least to attack, no docker exec',
      },
    },
  },
  {
    name: 'health-path',
    value: 'text',
    placeholder: 'path',
    group: 'answers',
    sets: 'health-path',
    refuse: refuseHealthPath,
    help: 'the route that tells that the app is up, like /health; none: any answer of / will do',
    question: { text: 'Which route tells that it is up (none: any answer of /)', kind: 'text' },
  },
  {
    name: 'dependencies',
    value: 'text',
    placeholder: 'file|a,b|imports',
    group: 'answers',
    sets: 'dependencies',
    refuse: refuseDependencies,
    help: 'what a unit without any manifest needs: a requirements file, names, or what its code imports',
  },
  {
    name: 'accelerator',
    value: 'text',
    placeholder: 'cpu|gpu',
    group: 'answers',
    sets: 'accelerator',
    oneOf: () => Promise.resolve(accelerators),
    help: 'what torch and its like compute on: cpu (small wheels) or gpu (CUDA, and a graphics card of the machine in compose)',
    question: {
      text: 'What does it compute on',
      kind: 'one',
      unseen: true,
      when: (unit) => Boolean(unit.python?.accelerator),
      consequences: {
        cpu: 'builds without CUDA: gigabytes less',
        gpu: 'builds with CUDA; compose reserves an NVIDIA GPU and needs its container toolkit',
      },
    },
  },
  {
    name: 'launcher',
    value: 'text',
    placeholder: 'default|docker',
    group: 'answers',
    sets: 'launcher',
    oneOf: () => Promise.resolve(launchers),
    help: "where Dagster's runs execute: in the code location's container, or each in one of its own",
    refused: {
      celery: {
        why: 'it needs a broker, dagster-celery in every image and workers of its own, for many machines that share the work',
        instead: '--launcher docker   a container for each run, on one machine',
      },
      k8s: {
        why: 'it starts pods, which compose has none of; the images fit, and Dagster has a Helm chart for them',
        instead: '--launcher default   runs in the code location, as in the chart without a launcher',
      },
    },
    question: {
      text: 'Where do runs execute',
      kind: 'one',
      unseen: true,
      when: (unit) => unit.stack === 'dagster',
      consequences: {
        default: "in the code location's container: simplest; give it memory",
        docker: 'a new container for each run: needs the Docker socket, which is root on this machine',
      },
    },
  },
  {
    name: 'airflow',
    value: 'text',
    placeholder: 'version',
    group: 'answers',
    sets: 'airflow',
    refuse: refuseAirflowVersion,
    help: 'the version of Airflow, like 3.1.8; one that is newer than this tool is taken as it is',
    question: { text: 'Which version of Airflow', kind: 'text', when: (unit) => unit.stack === 'airflow' },
  },
  {
    name: 'executor',
    value: 'text',
    placeholder: 'local|celery',
    group: 'answers',
    sets: 'executor',
    oneOf: () => Promise.resolve(executors),
    help: 'what runs the tasks of Airflow: local (in the scheduler) or celery (workers, and Redis between them)',
    question: {
      text: 'What runs the tasks',
      kind: 'one',
      when: (unit) => unit.stack === 'airflow',
      consequences: {
        local: 'processes of the scheduler: one machine, nothing else to run',
        celery: 'workers on any number of machines; needs Redis and more memory',
      },
    },
  },
]
