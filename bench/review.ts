import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// How long `review` takes, whole process: one Dockerfile as a ratio to `node -e 0`, 200 of them, and folders that are named, in seconds. All take turns.
//
//   npm run build && node --import tsx bench/review.ts [ROUNDS [FOLDER…]]

const rounds = Number(process.argv[2] ?? 15)
const cli = join(process.cwd(), 'dist/cli.js')
const work = mkdtempSync(join(tmpdir(), 'dockerize-bench-review-'))
/** Tells the processor time of the process that it is loaded into: waiting for a core is not the program's. */
const told =
  'data:text/javascript,import{writeSync}from"node:fs";process.on("exit",()=>{const{user,system}=process.cpuUsage();writeSync(2,`\\nprocessor ${(user+system)/1000}\\n`)})'

/** What people write, each a little different: parts that many rules look at. */
function dockerfile(index: number): string {
  return [
    `FROM python:3.1${index % 4}-slim AS builder`,
    'WORKDIR /app',
    'RUN apt-get update && apt-get install -y \\',
    '    gcc \\',
    '    libpq-dev \\',
    '  && rm -rf /var/lib/apt/lists/*',
    'COPY requirements.txt .',
    'RUN pip install -r requirements.txt',
    `FROM python:3.1${index % 4}-slim`,
    'WORKDIR /app',
    `ENV PORT=80${String(index % 100).padStart(2, '0')} PYTHONUNBUFFERED=1`,
    'COPY --from=builder /usr/local /usr/local',
    'COPY . .',
    'EXPOSE $PORT',
    'HEALTHCHECK CMD curl -f http://localhost:$PORT/health || exit 1',
    index % 2 === 0 ? 'CMD ["uvicorn", "app:app", "--host", "0.0.0.0"]' : 'CMD gunicorn app:app',
    '',
  ].join('\n')
}

function laid(name: string, count: number): string {
  const folder = join(work, name)
  for (let index = 0; index < count; index++) {
    const own = count === 1 ? folder : join(folder, `service-${index}`)
    mkdirSync(own, { recursive: true })
    writeFileSync(join(own, 'Dockerfile'), dockerfile(index))
    writeFileSync(join(own, 'requirements.txt'), 'fastapi==0.121.0\nuvicorn==0.38.0\n')
  }
  return folder
}

interface Job {
  name: string
  args: readonly string[]
  cwd: string
  wall: number[]
  processor: number[]
}

function run(job: Job, telling: boolean): number {
  const started = performance.now()
  const args = telling ? ['--import', told, ...job.args] : job.args
  const { stderr, stdout, status } = spawnSync(process.execPath, args, { cwd: job.cwd, encoding: 'utf8', env: { ...process.env, CI: '1' } })
  const wall = performance.now() - started
  // 1: something critical was found.
  if (status !== 0 && (status !== 1 || stdout === '')) throw new Error(`${job.name}: ${stderr}`)
  return telling ? Number(/^processor (.+)$/m.exec(stderr)?.[1]) : wall
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

try {
  const review = (name: string, cwd: string): Job => ({ name, args: [cli, 'review'], cwd, wall: [], processor: [] })
  const bare: Job = { name: 'node -e 0', args: ['-e', '0'], cwd: work, wall: [], processor: [] }
  const folders = process.argv.slice(3).filter((folder) => existsSync(folder))
  const jobs = [
    bare,
    review('one Dockerfile', laid('one', 1)),
    review('200 Dockerfiles', laid('many', 200)),
    ...folders.map((folder) => review(folder, folder)),
  ]
  // Round 0 fills the disk cache and is not counted.
  for (let round = 0; round <= rounds; round++) {
    for (const job of jobs) {
      const [wall, processor] = [run(job, false), run(job, true)]
      if (round > 0) job.wall.push(wall)
      if (round > 0) job.processor.push(processor)
    }
  }
  const cell = (values: readonly number[], base: readonly number[]): string => `${median(values).toFixed(0)} | ${(median(values) / median(base)).toFixed(2)}×`
  console.log('| | by the clock, ms | ratio | on a core, ms | ratio |\n| --- | --- | --- | --- | --- |')
  for (const { name, wall, processor } of jobs) console.log(`| ${name} | ${cell(wall, bare.wall)} | ${cell(processor, bare.processor)} |`)
} finally {
  rmSync(work, { recursive: true, force: true })
}
