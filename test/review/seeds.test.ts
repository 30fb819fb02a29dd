import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { review, type Finding } from '../../src/review/index.ts'
import { rules } from '../../src/review/rules/index.ts'
import { projectOf } from './project-of.ts'
import type { Place, Replay, Seed } from './seeds/contract.ts'
import { dockerContainerization } from './seeds/docker-containerization.ts'
import { dockerDeployment } from './seeds/docker-deployment.ts'
import { dockerDevops } from './seeds/docker-devops.ts'
import { dockerPatterns } from './seeds/docker-patterns.ts'
import { dockerRocker } from './seeds/docker-rocker.ts'
import { hasSeeds, pieced, seedFolder } from './seeds/pieces.ts'

const seeds: readonly Seed[] = [dockerDeployment, dockerDevops, dockerPatterns, dockerRocker, dockerContainerization]

/** What a review says of a replay: `file:line rule`, with lines of the seed. */
async function saidOf(seed: string, replay: Replay): Promise<readonly string[]> {
  const parts = Object.fromEntries(Object.entries(replay.files).map(([path, pieces]) => [path, pieced(seed, pieces)]))
  const texts = Object.fromEntries(Object.entries(parts).map(([path, part]) => [path, part.text]))
  const { findings } = await review(projectOf({ ...replay.beside, ...texts }), rules)
  const placed = ({ file, line, rule }: Finding): string[] => {
    const from = parts[file]?.lineOf(line)
    return from ? [`${file}:${from} ${rule.id}`] : []
  }
  return findings.flatMap(placed)
}

const known = new Map<string, Promise<readonly string[]>>()

function said(seed: Seed, replay: string): Promise<readonly string[]> {
  const key = `${seed.name} ${replay}`
  if (!known.has(key)) known.set(key, saidOf(seed.name, seed.replays[replay]!))
  return known.get(key)!
}

async function has(seed: Seed, [replay, file, line, rule]: Place): Promise<boolean> {
  return (await said(seed, replay)).includes(`${file}:${line} ${rule}`)
}

/** All that is said of a seed, each finding once under the first replay that has it. */
async function allOf(seed: Seed): Promise<string> {
  const before = new Set<string>()
  const parts: string[] = []
  for (const replay of Object.keys(seed.replays)) {
    const fresh = [...new Set(await said(seed, replay))].filter((one) => !before.has(one))
    for (const one of fresh) before.add(one)
    parts.push(`${replay}\n${fresh.map((one) => `  ${one}\n`).join('')}`)
  }
  return parts.join('')
}

const why = hasSeeds ? '' : ` (skipped: ${seedFolder} is not there)`

describe(`what well-meant texts about Docker got wrong${why}`, () => {
  let found = 0
  let looked = 0

  for (const seed of seeds) {
    for (const mistake of seed.mistakes) {
      if (!('found' in mistake)) continue
      it.skipIf(!hasSeeds)(`${mistake.number}: ${mistake.found.map(([, , line, rule]) => `${rule} in ${seed.name}.md:${line}`).join(', ')}`, async () => {
        looked++
        for (const place of mistake.found) expect(await has(seed, place), place.join(' ')).toBe(true)
        found++
      })
    }
    for (const place of seed.silent)
      it.skipIf(!hasSeeds)(`${seed.name}.md:${place[2]} is right: ${place[3]} is silent`, async () => {
        expect(await has(seed, place)).toBe(false)
      })
  }

  it.skipIf(!hasSeeds)('are found, as many as there are', () => {
    const mistakes = seeds.flatMap((seed) => seed.mistakes)
    const inWords = mistakes.filter((one) => 'own' in one).length
    console.log(
      `${found} of ${looked} mistakes found in the seeds' own snippets; ${inWords} are in words alone and found in examples of ours; ` +
        `${mistakes.length - looked - inWords} of ${mistakes.length} are no matter of a Docker file`,
    )
    expect(found).toBe(looked)
  })
})

describe(`all that is said of them was read and found right${why}`, () => {
  it.skipIf(!hasSeeds).each(seeds.map((seed) => [seed.name, seed] as const))('%s: no finding more, none less', async (name, seed) => {
    const file = join(import.meta.dirname, 'seeds', `${name}.txt`)
    const text = await allOf(seed)
    if (process.env['DOCKERIZE_GOLDEN'] === '1') writeFileSync(file, text)
    expect(text).toBe(readFileSync(file, 'utf8'))
  })
})

describe('the list of mistakes', () => {
  const mistakes = seeds.flatMap((seed) => seed.mistakes)

  it('has each of them once', () => {
    const numbers = mistakes.map((one) => one.number)
    expect(numbers).toEqual([...new Set(numbers)])
    expect(numbers.length).toBe(101)
  })

  it('names rules that there are', () => {
    const named = mistakes.flatMap((one) => ('found' in one ? one.found.map((place) => place[3]) : 'own' in one ? [one.own] : []))
    const silent = seeds.flatMap((seed) => seed.silent.map((place) => place[3]))
    expect([...named, ...silent].filter((id) => !rules.some((rule) => rule.id === id))).toEqual([])
  })
})
