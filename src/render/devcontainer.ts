import type { Facts } from '../detect/facts.ts'
import type { ImagePlan, Plan } from '../plan/plan.ts'
import { yaml } from './escape/yaml.ts'

/** What `.devcontainer/devcontainer.json` is made from. @param up from its folder to the project's. */
export function devcontainerView(plan: Plan, facts: Facts, image: ImagePlan, up: string): Record<string, unknown> {
  const unit = facts.units.find((one) => one.dir === image.context)
  const service = plan.services.find((one) => one.role === 'app' && 'unit' in one.from && one.from.unit === image.unit)
  const uses = plan.services.filter((one) => service?.dependsOn.some((other) => other.service === one.name && one.role === 'backing'))
  const tools = unit?.python?.tools ?? []
  const extensions = [
    'ms-python.python',
    'ms-python.vscode-pylance',
    ...(tools.includes('ruff') ? ['charliermarsh.ruff'] : []),
    'ms-azuretools.vscode-containers',
  ]
  return {
    name: JSON.stringify(plan.project),
    up,
    composeFile: plan.files.compose,
    devFile: plan.files.composeDev,
    service: JSON.stringify(image.unit),
    runServices: JSON.stringify([image.unit]),
    user: JSON.stringify(image.build?.user.name ?? 'root'),
    forwardPorts: `[${[...(service?.ports.map((port) => String(port.container)) ?? []), ...uses.flatMap((one) => one.developmentPorts.map((port) => JSON.stringify(`${one.name}:${port.container}`)))].join(', ')}]`,
    interpreter: JSON.stringify(`${image.build?.developmentPrefix ?? '/opt/venv'}/bin/python`),
    extensions: JSON.stringify(extensions).replaceAll('","', '", "'),
    pytest: String(unit?.python?.tests?.runner === 'pytest'),
  }
}

export function devcontainerComposeView(image: ImagePlan): Record<string, unknown> {
  const folder = image.context === '.' ? '/workspace' : `/workspace/${image.context}`
  const below = image.build?.developmentImportPath.replace(/^\/app/, '') ?? ''
  return { service: image.unit, mount: yaml('.:/workspace'), pythonPath: yaml(`${folder}${below}`) }
}
