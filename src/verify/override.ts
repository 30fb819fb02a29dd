/** What `docker compose config` says of a project, as far as it is looked at. */
export interface ComposeProject {
  services: Readonly<Record<string, ComposeService>>
  volumes?: Readonly<Record<string, { name?: string; external?: boolean }>>
  networks?: Readonly<Record<string, { name?: string; external?: boolean }>>
}

export interface ComposeService {
  image?: string
  build?: { context: string; dockerfile?: string; target?: string }
  container_name?: string
  restart?: string
  ports?: readonly { target: number; published?: string; protocol?: string; host_ip?: string }[]
  depends_on?: Readonly<Record<string, { condition: string }>>
  healthcheck?: { test?: readonly string[]; disable?: boolean }
}

/**
 * The overlay that sets a project apart from the person's own: images, volumes and networks of its own names, ports that are free.
 * Written by hand where compose has to replace a list instead of joining it (`!override`).
 */
export function overrideText({ services, volumes = {}, networks = {} }: ComposeProject, name: string): string {
  const lines = ['services:']
  for (const [service, { image, build, ports = [], container_name: fixed }] of Object.entries(services)) {
    const own = [
      ...(build ? [`    image: ${imageName(name, image ?? service)}`] : []),
      ...(ports.length > 0 ? [`    ports: !override ${JSON.stringify(ports.map((one) => `127.0.0.1::${one.target}/${one.protocol ?? 'tcp'}`))}`] : []),
      ...(fixed === undefined ? [] : ['    container_name: !reset null']),
    ]
    lines.push(`  ${JSON.stringify(service)}:${own.length === 0 ? ' {}' : ''}`, ...own)
  }
  const renamed = (all: NonNullable<ComposeProject['volumes']>) =>
    Object.fromEntries(Object.entries(all).flatMap(([key, { external }]) => (external ? [] : [[key, { name: `${name}_${key}` }]])))
  lines.push(`volumes: ${JSON.stringify(renamed(volumes))}`, `networks: ${JSON.stringify(renamed(networks))}`)
  return `${lines.join('\n')}\n`
}

/** `shop-api:local` → `dockerize-verify-x-shop-api`. */
export function imageName(project: string, image: string): string {
  return `${project}-${image.split('/').at(-1)?.replace(/:.*$/, '').toLowerCase() ?? image}`
}
