import type { Facts } from '../detect/facts.ts'
import type { ImagePlan, Plan } from '../plan/plan.ts'
import { mirrored, packageRoots } from '../servers/mirror.ts'
import { yaml } from './escape/yaml.ts'

/** What `.devcontainer/devcontainer.json` is made from. @param up from its folder to the project's. */
export function devcontainerView(plan: Plan, facts: Facts, image: ImagePlan, up: string): Record<string, unknown> {
  const unit = facts.units.find((one) => one.dir === image.folder)
  const service = plan.services.find((one) => one.role === 'app' && 'unit' in one.from && one.from.unit === image.unit)
  const uses = plan.services.filter((one) => service?.dependsOn.some((other) => other.service === one.name && one.role === 'backing'))
  const tools = unit?.python?.tools ?? []
  const forPython = ['ms-python.python', 'ms-python.vscode-pylance', ...(tools.includes('ruff') ? ['charliermarsh.ruff'] : [])]
  const extensions = [...(image.node ? nodeExtensions(unit) : forPython), 'ms-azuretools.vscode-containers']
  return {
    name: JSON.stringify(plan.project),
    up,
    composeFile: plan.files.compose,
    devFile: plan.files.composeDev,
    service: JSON.stringify(image.unit),
    runServices: JSON.stringify([image.unit]),
    user: JSON.stringify((image.build ?? image.node)?.user.name ?? 'root'),
    forwardPorts: `[${[...(service?.ports.map((port) => String(port.container)) ?? []), ...uses.flatMap((one) => one.developmentPorts.map((port) => JSON.stringify(`${one.name}:${port.container}`)))].join(', ')}]`,
    python: image.node === null,
    interpreter: JSON.stringify(`${image.build?.developmentPrefix ?? '/opt/venv'}/bin/python`),
    extensions: JSON.stringify(extensions).replaceAll('","', '", "'),
    pytest: String(unit?.python?.tests?.runner === 'pytest'),
  }
}

const byPackage: readonly (readonly [name: string, extension: string])[] = [
  ['eslint', 'dbaeumer.vscode-eslint'],
  ['prettier', 'esbenp.prettier-vscode'],
  ['@biomejs/biome', 'biomejs.biome'],
  ['vue', 'Vue.volar'],
  ['svelte', 'svelte.svelte-vscode'],
  ['astro', 'astro-build.astro-vscode'],
  ['@angular/core', 'Angular.ng-template'],
  ['tailwindcss', 'bradlc.vscode-tailwindcss'],
  ['prisma', 'Prisma.prisma'],
]

function nodeExtensions(unit: Facts['units'][number] | undefined): string[] {
  const names = new Set(unit?.node?.dependencies.map((one) => one.name))
  return byPackage.filter(([name]) => names.has(name)).map(([, extension]) => extension)
}

export function devcontainerComposeView(image: ImagePlan, plan: Plan, facts: Facts): Record<string, unknown> {
  const unit = facts.units.find((one) => one.dir === image.folder)
  const folder = image.folder === '.' ? '/workspace' : `/workspace/${image.folder}`
  const below = image.build?.developmentImportPath.replace(/^\/app/, '') ?? ''
  const waiting = plan.services.filter((one) => one.dependsOn.some((other) => other.service === image.unit && other.condition === 'service_healthy'))
  return {
    service: image.unit,
    waiting: waiting.map((one) => one.name),
    mount: yaml('.:/workspace'),
    // The mirror of the repository that packages are imported from is the repository itself here.
    pythonPath: image.node ? null : yaml([`${folder}${below}`, ...bundlesOf(unit), ...(unit ? packageRoots(unit, true) : [])].join(':')),
  }
}

/** Folders above code that is the unit's and lies elsewhere: `bases` of `bases/shop/api`, which is `shop/api` there. */
function bundlesOf(unit: Facts['units'][number] | undefined): string[] {
  const root = unit?.python?.importRoot ?? '.'
  const above = (unit?.python?.surroundings?.bundled ?? []).flatMap(({ from, to }) => {
    const name = root === '.' ? to : to.slice(root.length + 1)
    return from.endsWith(name) ? [mirrored(unit ?? {}, from.slice(0, -name.length) || '.').replace(/\/$/, '')] : []
  })
  return [...new Set(above)]
}
