#!/usr/bin/env node
// image-figures: build, start and stop several Docker set-ups of the same app side by side.
//
//   eval "$(shared/engine/engine env)"
//   shared/bench/image-figures [options] ref=/tmp/b/ref peer=/tmp/b/peer ...
//
// Each DIR is a complete copy of the app with its own Dockerfile, .dockerignore and, if it
// has one, compose file (compose.yaml, compose.yml, docker-compose.yml). Ratios are to the
// FIRST variant. A DIR may hold change-dep.sh: run there, it adds one dependency; what it
// changes is put back afterwards. Base images must be present; nothing is ever pulled.
//
//   --rounds N       interleaved rounds A B C A B C (default 3); tables show median (min–max)
//   --source FILE    file that gets one more line for "rebuild after a source change"
//   --http PORT/PATH container port and path; gives "first 200", also without a health check
//   --secret TEXT    text that must not be in any layer or in the image's history
//   --timeout S      give up on healthy after S seconds (default 60)
//   --run ARGS       extra `docker run` arguments for variants without a compose file
//   --skip LIST      of cold,source,dep,start,gzip (comma separated)
//   --json FILE      all raw numbers;  --facts-only: one build, no timing
//
// Each timing of a round is of one variant alone: nothing runs beside it, and every cold
// build starts after `docker builder prune -af`, so other users of the engine lose caches.
// Size above base = image minus the local image that shares most of its first layers.
// "healthy" is what docker says of the service that publishes a port (or the container):
// no health check in image or compose gives "none". The clock starts at `compose up -d`
// (`docker run -d`) with fresh volumes; images are there already. "stop" is `docker stop`.
import { spawnSync, execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, existsSync, readFileSync, rmSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const opt = { rounds: 3, timeout: 60, skip: '', run: '', source: '', http: '', secret: '', json: '' }
const variants = []
for (let args = process.argv.slice(2), i = 0; i < args.length; i++) {
  const name = args[i].replace(/^--/, '')
  if (args[i] === '--facts-only') Object.assign(opt, { rounds: 1, skip: 'cold,source,dep,start' })
  else if (args[i].startsWith('--') && name in opt) opt[name] = args[++i]
  else if (/^[\w.-]+=/.test(args[i])) {
    const at = args[i].indexOf('=')
    variants.push({ name: args[i].slice(0, at), dir: resolve(args[i].slice(at + 1)) })
  } else {
    console.error(`unknown argument ${args[i]}`)
    process.exit(2)
  }
}
if (!variants.length) {
  console.error(
    readFileSync(new URL(import.meta.url))
      .toString()
      .split('\n')
      .slice(1, 30)
      .join('\n'),
  )
  process.exit(2)
}
const skip = new Set(opt.skip.split(','))
const stamp = process.pid.toString(36)

const sh = (cmd, args, more = {}) => spawnSync(cmd, args, { encoding: 'utf8', maxBuffer: 1 << 30, ...more })
const docker = (...args) => sh('docker', args)
const out = (...args) => {
  const r = docker(...args)
  if (r.status) throw new Error(`docker ${args.join(' ')}: ${r.stderr}`)
  return r.stdout.trim()
}
const seconds = (fn) => {
  const t = process.hrtime.bigint()
  const value = fn()
  return [Number(process.hrtime.bigint() - t) / 1e9, value]
}
const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
const say = (text) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`)

const build = (v, ...more) => {
  const [s, r] = seconds(() => sh('docker', ['build', '--progress=plain', ...more, '-t', v.tag, v.dir]))
  if (r.status) {
    const lines = (r.stdout + r.stderr).split('\n')
    v.error =
      lines
        .filter((l) => /ERROR|error:|not found|Error|failed/.test(l) && !/current commit|^#\d+ ERROR|^ERROR: failed to build/.test(l))
        .slice(-3)
        .join(' / ')
        .slice(0, 600) || lines.slice(-3).join(' ')
    v.log = lines.slice(-40).join('\n')
    return undefined
  }
  return s
}

function composeOf(v) {
  // which service is the app, asked of compose itself
  v.composeFile = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'].find((f) => existsSync(join(v.dir, f)))
  if (!v.composeFile) return
  const r = compose(v, 'config', '--format', 'json')
  if (r.status) {
    v.composeError = r.stderr.trim().split('\n').pop()
    return
  }
  const services = JSON.parse(r.stdout).services
  v.images = Object.entries(services)
    .filter(([, s]) => s.build)
    .map(([n, s]) => s.image ?? `${v.project}-${n}`)
  const built = Object.keys(services).filter((s) => services[s].build)
  v.service = built.find((s) => services[s].ports?.length) ?? built[0]
}
const compose = (v, ...args) => sh('docker', ['compose', '-p', v.project, '-f', v.composeFile, ...args], { cwd: v.dir })

function startAndStop(v) {
  const down = () => (v.service ? compose(v, 'down', '-v', '-t', '1', '--remove-orphans') : docker('rm', '-fv', v.project))
  down()
  if (v.service && compose(v, 'build', '-q').status) {
    v.startError = 'compose build failed'
    return {}
  }
  const t0 = process.hrtime.bigint()
  const now = () => Number(process.hrtime.bigint() - t0) / 1e9
  const r = v.service ? compose(v, 'up', '-d') : docker('run', '-d', '--name', v.project, ...opt.run.split(' ').filter(Boolean), v.tag)
  const id = v.service ? compose(v, 'ps', '-aq', v.service).stdout.trim().split('\n')[0] : v.project
  const figures = {}
  if (r.status) {
    v.startError = (r.stderr || '').trim().split('\n').slice(-2).join(' / ').slice(0, 300)
    down()
    return figures
  }
  const [port, path] = opt.http ? [opt.http.split('/')[0], '/' + opt.http.split('/').slice(1).join('/')] : []
  let state = {},
    check = true
  while (id && now() < Number(opt.timeout)) {
    const inspected = docker('inspect', id)
    if (inspected.status) break
    const info = JSON.parse(inspected.stdout)[0]
    state = info.State
    check = Boolean(info.Config.Healthcheck && info.Config.Healthcheck.Test?.[0] !== 'NONE')
    if (state.Running && state.Pid && !v.uid) v.uid = /^Uid:\s+(\d+)/m.exec(read(`/proc/${state.Pid}/status`))?.[1]
    if (state.Running && port && !figures.first200) {
      const ip = Object.values(info.NetworkSettings.Networks)
        .map((n) => n.IPAddress)
        .find(Boolean)
      if (ip && sh('curl', ['-sf', '-m', '1', '-o', '/dev/null', `http://${ip}:${port}${path}`]).status === 0) figures.first200 = now()
    }
    if (state.Health?.Status === 'healthy' && !figures.healthy) figures.healthy = now()
    if ((figures.healthy || !check) && (figures.first200 || !port)) break
    if (state.Status === 'exited' && !state.Restarting) {
      v.startError = `exited ${state.ExitCode}: ` + lastLog(id)
      break
    }
    sleep(50)
  }
  v.healthcheck = check
  if (check && !figures.healthy && state.Running)
    v.startError = `not healthy after ${opt.timeout} s: ` + (state.Health?.Log?.at(-1)?.Output ?? '').trim().slice(0, 160)
  if (!figures.healthy && !figures.first200 && id && !v.startError) v.startError = `state ${state.Status}: ` + lastLog(id)
  if (state.Running && (figures.healthy || figures.first200)) figures.stop = seconds(() => docker('stop', id))[0]
  if (figures.stop !== undefined) v.exitCode = JSON.parse(docker('inspect', id).stdout)[0].State.ExitCode
  down()
  return figures
}
const lastLog = (id) => {
  const r = docker('logs', '--tail', '3', id)
  return (r.stdout + r.stderr).trim().split('\n').slice(-2).join(' / ').slice(0, 240)
}
const read = (file) => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function baseOf(image) {
  // the local image that is the longest prefix of this one's layers
  const layers = image.RootFS.Layers
  let best
  for (const id of new Set(out('images', '-q', '--no-trunc', '--filter', 'dangling=false').split('\n'))) {
    const other = JSON.parse(out('image', 'inspect', id))[0]
    const theirs = other.RootFS.Layers ?? []
    if (other.RepoTags?.some((t) => t.startsWith('figures/')) || theirs.length >= layers.length) continue
    if (theirs.every((l, i) => l === layers[i]) && theirs.length > (best?.RootFS.Layers.length ?? 0)) best = other
  }
  return best
}
const gzipBase = {}
function saved(ref) {
  // one pass over the image's layers: compressed bytes, and whether a line holds the secret
  const r = sh('bash', ['-c', `{ docker save '${ref}' | tee /dev/fd/3 | gzip -1 | wc -c; } 3>&1 >&2 | grep -a -c -F -- '${opt.secret || 'no secret given'}'`])
  return { bytes: Number(r.stderr.trim().split('\n').pop()), secret: Number(r.stdout) > 0 }
}

function facts(v) {
  const image = JSON.parse(out('image', 'inspect', v.tag))[0]
  const base = baseOf(image)
  const f = {
    totalMB: image.Size / 1e6,
    base: base?.RepoTags?.[0] ?? 'none',
    aboveBaseMB: (image.Size - (base?.Size ?? 0)) / 1e6,
    layers: image.RootFS.Layers.length - (base?.RootFS.Layers.length ?? 0),
  }
  if (!skip.has('gzip')) {
    const all = saved(v.tag)
    f.gzipMB = all.bytes / 1e6
    if (opt.secret) f.secretInLayers = all.secret || docker('history', '--no-trunc', v.tag).stdout.includes(opt.secret)
    if (base) f.gzipAboveBaseMB = f.gzipMB - (gzipBase[base.Id] ??= saved(base.Id).bytes / 1e6)
  }
  const sourceLayers = (l) => image.RootFS.Layers.filter((x) => !(l ?? []).includes(x)).length
  f.layersChangedBySource = v.layersAfterSource ? sourceLayers(v.layersAfterSource) : undefined
  f.user = image.Config.User || 'root'
  f.uid = v.uid
  f.imageHealthcheck = Boolean(image.Config.Healthcheck)
  const id = out('create', v.tag)
  let listing
  try {
    listing = execFileSync('sh', ['-c', `docker export ${id} | tar -tv --numeric-owner`], { encoding: 'utf8', maxBuffer: 1 << 30 })
  } finally {
    docker('rm', '-f', id)
  }
  const passwd = f.uid ?? /^\d+/.exec(f.user)?.[0] ?? (f.user === 'root' ? '0' : undefined)
  const files = listing
    .split('\n')
    .map((l) => /^(\S{10}) (\d+)\/(\d+)\s+(\d+) \S+ \S+ (.*)$/.exec(l))
    .filter(Boolean)
    .map(([, mode, uid, gid, size, name]) => ({ mode, uid, gid, size: Number(size), name: name.replace(/ -> .*| link to .*/, '') }))
    .filter((x) => !/^(proc|sys|dev|tmp|var\/tmp|run)\//.test(x.name))
  const regular = files.filter((x) => x.mode[0] === '-')
  const writable = (x) => passwd === '0' || (x.uid === passwd && x.mode[2] === 'w') || x.mode[8] === 'w'
  f.filesAppUserCanWrite = passwd === '0' ? 'all (root)' : passwd === undefined ? '?' : regular.filter(writable).length
  f.filesOwnedByAppUser = passwd === '0' ? 'all (root)' : regular.filter((x) => x.uid === passwd).length
  const bin = (names) => names.filter((n) => files.some((x) => new RegExp(`(^|/)s?bin/${n}$`).test(x.name)))
  f.tools = bin(['gcc', 'cc', 'make', 'git', 'uv', 'pip', 'npm', 'yarn', 'curl', 'wget']).join(' ') || '-'
  const dir = (image.Config.WorkingDir || '/').slice(1)
  const own = files.filter((x) => !/site-packages|dist-packages|node_modules|^usr\/|^etc\//.test(x.name))
  const has = (re) => own.some((x) => re.test(x.name))
  f.clutter =
    [
      ['.env', /(^|\/)\.env(\.(?!example|sample|template)[^/]*)?$/],
      ['.git', /(^|\/)\.git\//],
      ['tests', /(^|\/)tests?\//],
      ['Dockerfile', /(^|\/)(Dockerfile|(docker-)?compose\.ya?ml)[^/]*$/],
      ['uv.lock', /(^|\/)uv\.lock$/],
      ['host .venv', /host-venv-marker/],
    ]
      .filter(([, re]) => has(re))
      .map(([n]) => n)
      .join(' ') || '-'
  if (files.some((x) => /host-venv-marker|host-modules-marker/.test(x.name))) f.clutter = `${f.clutter} host-modules`.replace('host .venv ', '')
  f.pyc = regular.filter((x) => x.name.endsWith('.pyc') && /(site|dist)-packages/.test(x.name)).length
  f.workdir = `/${dir}`
  const check = sh('docker', ['build', '--check', v.dir])
  f.checkWarnings = ((check.stdout + check.stderr).match(/^WARNING: (?!current commit)/gm) ?? []).length
  return f
}

for (const v of variants) {
  v.tag = `figures/${stamp}-${v.name.toLowerCase()}`
  v.project = `fig${stamp}-${v.name.toLowerCase().replace(/\W/g, '-')}`
  v.runs = { cold: [], source: [], dep: [], healthy: [], first200: [], stop: [] }
  composeOf(v)
}
for (let round = 1; round <= Number(opt.rounds); round++)
  for (const v of variants) {
    if (v.error) continue
    const add = (kind, value) => {
      if (value !== undefined) v.runs[kind].push(value)
      say(`round ${round} ${v.name} ${kind} ${value?.toFixed(2) ?? 'failed'}`)
    }
    const kept = mkdtempSync(join(tmpdir(), 'figures-'))
    cpSync(v.dir, kept, { recursive: true, verbatimSymlinks: true })
    const restore = () => {
      rmSync(v.dir, { recursive: true })
      cpSync(kept, v.dir, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
    }
    docker('rmi', '-f', v.tag, ...(v.images ?? [])) // leave no untagged images behind
    try {
      if (skip.has('cold')) build(v)
      else {
        docker('builder', 'prune', '-af')
        add('cold', build(v, '--no-cache'))
      }
      if (v.error) continue
      if (!skip.has('source') && opt.source) {
        appendFileSync(join(v.dir, opt.source), `\n${/\.py$/.test(opt.source) ? '#' : '//'} round ${round}\n`)
        v.tag += '-s'
        add('source', build(v))
        const changed = docker('image', 'inspect', v.tag)
        if (!changed.status) v.layersAfterSource = JSON.parse(changed.stdout)[0].RootFS.Layers
        docker('rmi', '-f', v.tag)
        v.tag = v.tag.slice(0, -2)
        restore()
      }
      if (!skip.has('dep') && existsSync(join(v.dir, 'change-dep.sh'))) {
        sh('sh', ['change-dep.sh'], { cwd: v.dir })
        v.tag += '-d'
        add('dep', build(v))
        docker('rmi', '-f', v.tag)
        v.tag = v.tag.slice(0, -2)
        restore()
      }
      if (v.error) {
        v.lateError = v.error
        delete v.error
      }
      if (!skip.has('start')) {
        const f = startAndStop(v)
        for (const k of ['healthy', 'first200', 'stop']) if (f[k] !== undefined) add(k, f[k])
        if (v.startError) say(`${v.name}: ${v.startError}`)
      }
    } finally {
      restore()
      rmSync(kept, { recursive: true, force: true })
    }
  }
for (const v of variants) if (!v.error) v.facts = facts(v)

const median = (xs) => {
  const s = [...xs].sort((a, b) => a - b),
    m = s.length >> 1
  return s.length % 2 ? s[m] : (s[m - 1] + s[m]) / 2
}
const num = (x) => (x >= 100 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x.toFixed(2))
const first = variants[0]
const timing = (v, k) => {
  if (v.error) return 'build fails'
  const xs = v.runs[k]
  if (!xs.length)
    return ['healthy', 'stop', 'first200'].includes(k) && !skip.has('start') ? (k === 'healthy' && v.healthcheck === false ? 'none' : 'never') : '–'
  return (
    `${num(median(xs))} (${num(Math.min(...xs))}–${num(Math.max(...xs))})` +
    (v !== first && first.runs[k].length ? ` ×${(median(xs) / median(first.runs[k])).toFixed(2)}` : '')
  )
}
const size = (v, k) =>
  v.facts?.[k] === undefined ? '–' : num(v.facts[k]) + (v !== first && first.facts?.[k] ? ` ×${(v.facts[k] / first.facts[k]).toFixed(2)}` : '')
const fact = (k) => (v) => {
  const x = v.facts?.[k]
  return x === undefined ? '–' : x === true ? 'yes' : x === false ? 'no' : String(x)
}
const rows = [
  ['size above base, MB', (v) => size(v, 'aboveBaseMB')],
  ['size total, MB', (v) => size(v, 'totalMB')],
  ['gzip above base, MB', (v) => size(v, 'gzipAboveBaseMB')],
  ['gzip total, MB', (v) => size(v, 'gzipMB')],
  ['cold build, s', (v) => timing(v, 'cold')],
  ['source change, s', (v) => timing(v, 'source')],
  ['one more dependency, s', (v) => timing(v, 'dep')],
  ['up to healthy, s', (v) => timing(v, 'healthy')],
  ['up to first 200, s', (v) => timing(v, 'first200')],
  ['docker stop, s', (v) => timing(v, 'stop')],
  ['exit code of stop', (v) => String(v.exitCode ?? '–')],
  ['runs as uid', fact('uid')],
  ['health check in image', fact('imageHealthcheck')],
  ['started with', (v) => v.composeFile ?? 'docker run'],
  ['files app user can write', fact('filesAppUserCanWrite')],
  ['files app user owns', fact('filesOwnedByAppUser')],
  ['tools left', fact('tools')],
  ['clutter in image', fact('clutter')],
  ['secret in a layer', fact('secretInLayers')],
  ['.pyc of packages', fact('pyc')],
  ['layers above base', fact('layers')],
  ['layers a source change makes new', fact('layersChangedBySource')],
  ['build --check warnings', fact('checkWarnings')],
  ['base', fact('base')],
  ['failure', (v) => (v.error ?? v.composeError ?? v.startError ?? v.lateError ?? '').replace(/[|\n]/g, ' ') || '–'],
]
console.log(`| figure | ${variants.map((v) => v.name).join(' | ')} |\n|---|${variants.map(() => '---|').join('')}`)
for (const [label, cell] of rows) console.log(`| ${label} | ${variants.map(cell).join(' | ')} |`)
console.log(
  `\nMedian of ${opt.rounds} interleaved rounds (min–max), ×ratio to ${first.name}. ${new Date().toISOString().slice(0, 16)}Z, load ${read('/proc/loadavg').slice(0, 14)}`,
)
if (opt.json) writeFileSync(opt.json, JSON.stringify(variants, null, 1))
for (const v of variants) docker('rmi', '-f', v.tag, ...(v.images ?? []))
