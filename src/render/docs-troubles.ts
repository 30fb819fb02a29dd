import { builtFrom } from '../plan/built-from.ts'
import type { Plan } from '../plan/plan.ts'
import type { ServicePlan } from '../plan/service-plan.ts'
import { runsWithoutShell } from './no-shell.ts'
import { serviceOf } from '../services/index.ts'

export interface Trouble {
  symptom: string
  look: string
  mend: string
}

/** What can go wrong in this stack, with commands that its images have. */
export function troubles(plan: Plan): Trouble[] {
  const app = plan.services.find((one) => one.role === 'app')
  if (!app) return []
  const init = plan.services.find((one) => one.role === 'init')
  const backing = plan.services.filter((one) => one.role === 'backing')
  const proxy = plan.services.find((one) => one.role === 'proxy')
  const port = (proxy ?? app).ports[0]
  return [
    { symptom: '`run: make env`, a variable is missing', look: 'make env', mend: 'It adds what `.env` lacks; put in what only you can know.' },
    ...(port
      ? [
          {
            symptom: '`port is already allocated`, `address already in use`',
            look: `docker ps --filter publish=${port.host}`,
            mend: `Stop that (nothing listed: it is no container), or set \`${port.variable}\` in \`.env\`.`,
          },
        ]
      : []),
    ...(proxy ? proxyTroubles(proxy) : []),
    {
      symptom: `${app.name} is unhealthy`,
      look: `docker inspect -f '{{json .State.Health.Log}}' $(docker compose ps -q ${app.name})`,
      mend: 'The last answers of the check; health neither stops nor restarts a container.',
    },
    {
      symptom: 'a container ends at once',
      look: `docker compose logs --tail 50 ${app.name}`,
      mend: `Its last lines say why; \`${plan.images[0]?.node ? 'Cannot find module' : 'ModuleNotFoundError'}\` means a dependency is not in the manifest, or a folder is not copied.`,
    },
    ...(init
      ? [
          {
            symptom: `\`${init.name}\` fails, the app does not start`,
            look: `docker compose logs ${init.name}`,
            mend: `Mend the migration, then \`make migrate\`${init.workingDir === null && init.command?.[0] === 'bash' ? '' : ` (\`${(init.command ?? []).join(' ')}\`)`}.`,
          },
        ]
      : []),
    ...backing.map((one) => ({
      symptom: `${app.name} does not reach ${one.name}`,
      look: `docker compose exec ${app.name} ${connects(plan, app, one.name, one.developmentPorts[0]?.container ?? 0)}`,
      mend: `Inside, the host is \`${one.name}\`, not localhost. No ok: \`docker compose ps ${one.name}\`.`,
    })),
    ...backing.flatMap((one) => {
      const { refusal } = serviceOf(one.name)
      return refusal
        ? [
            {
              symptom: `\`${refusal}\``,
              look: `docker compose logs --tail 20 ${one.name}`,
              mend: 'The volume keeps the password it was made with: bring the old `.env` back, or `make reset`.',
            },
          ]
        : []
    }),
    ...backing
      .flatMap((one) => serviceOf(one.name).host ?? [])
      // Two of a kind ask for the same.
      .filter((one, index, all) => all.findIndex((other) => other.symptom === one.symptom) === index),
    { symptom: 'exit code 137, `OOMKilled`', look: 'make doctor', mend: `Raise \`${app.limits.memoryVariable}\`, or have fewer worker processes.` },
    {
      symptom: '`permission denied` on a file',
      look: `docker compose exec ${app.name} ${runsWithoutShell(plan.images[0]) ? 'python -c "import os; print(os.getuid(), os.getgroups())"' : 'id'}`,
      mend: `In development set \`${plan.images[0]?.recipe?.runsAs ? 'AIRFLOW_UID' : 'APP_UID'}\` to your \`id -u\`; elsewhere write to /tmp or a volume.`,
    },
    {
      symptom: 'the build fails at COPY',
      look: 'make lint',
      mend: `\`${plan.images[0]?.dockerignore ?? '.dockerignore'}\` lets in only what it names: add the path there.`,
    },
    {
      symptom: 'a build step fails',
      look: `docker build${plan.images[0]?.recipe ? '' : ' --target builder'} --progress=plain ${builtFrom(plan.images[0])}`,
      mend: 'The full output of the last good stage; `docker run --rm -it` of it gives a shell.',
    },
    {
      symptom: 'every build installs anew',
      look: `docker build --progress=plain ${builtFrom(plan.images[0])}`,
      mend: 'Dependency steps must say CACHED after a change of code; a changed lock file or manifest reinstalls.',
    },
  ]
}

function proxyTroubles({ name }: ServicePlan): Trouble[] {
  const failure = serviceOf(name).proxy?.failure ?? 'error'
  return [
    {
      symptom: `\`502\` from ${name}`,
      look: `docker compose logs ${name} | grep '${failure}' | tail -n 5`,
      mend: `It names the service that does not answer: \`docker compose ps\` says whether that is up and healthy.`,
    },
    {
      symptom: '`Pool overlaps with other one on this address space`',
      look: `docker network ls --format '{{.ID}}' | xargs docker network inspect -f '{{.Name}} {{range .IPAM.Config}}{{.Subnet}}{{end}}'`,
      mend: 'Another copy has this network: set `PROXY_NETWORK` in `.env` to three other numbers, like 10.200.7.',
    },
  ]
}

/** Opens a connection with what the app's image has. */
function connects(plan: Plan, app: ServicePlan, host: string, port: number): string {
  const { from } = app
  const onNode = plan.images.some((image) => 'unit' in from && image.unit === from.unit && image.node !== null)
  return onNode
    ? `node -e "require('net').connect(${port}, '${host}', () => { console.log('ok'); process.exit() })"`
    : `python -c "import socket; socket.create_connection(('${host}', ${port}), 3); print('ok')"`
}
