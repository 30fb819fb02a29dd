import type { Goal } from '../contract.ts'
import { unrotated } from '../../review/rules/dc/logging.ts'
import { handOnSignals, limitMemory, rotateLogs, startAgain } from '../mends/compose.ts'
import { askWhetherItAnswers } from '../mends/health-check.ts'
import { runAsUser } from '../mends/own-user.ts'

export const production: Goal = {
  name: 'production',
  title: 'services that run on when nobody looks',
  takes: [
    { rule: 'df/reload-in-prod', effect: 'a server that is made for it' },
    { rule: 'df/bash-cmd', effect: 'a container that does something' },
    { rule: 'df/uv-run-cmd', effect: 'starts without the network' },
    { rule: 'df/shell-form-cmd', effect: 'ends in time, by its own' },
    { rule: 'dc/init-true', effect: 'ends in time, by its own', mend: handOnSignals },
    { rule: 'df/multiple-cmd', effect: 'what is written is what runs' },
    { rule: 'df/healthcheck-missing', effect: 'a server that hangs is seen', mend: askWhetherItAnswers },
    { rule: 'df/healthcheck-localhost', effect: 'a check that asks where it listens' },
    { rule: 'df/healthcheck-start-period', effect: 'a slow start is no failure' },
    { rule: 'df/healthcheck-tool-missing', effect: 'a check that can succeed' },
    { rule: 'dc/healthcheck-tool', effect: 'a check that can succeed' },
    { rule: 'dc/airflow-health', effect: 'a check that can succeed' },
    { rule: 'dc/opensearch-https', effect: 'a check that can succeed' },
    { rule: 'dc/healthcheck-interpolated', effect: "a check with the container's own values" },
    { rule: 'dc/pg-isready-socket', effect: 'ready when it is ready' },
    { rule: 'dc/depends-no-healthcheck', effect: 'what waits does not wait for ever' },
    { rule: 'dc/init-restart', effect: 'what is done once is done once' },
    { rule: 'df/unbuffered-logs', effect: 'the last lines before a crash' },
    { rule: 'dc/logging', effect: 'a disk that does not fill up', mend: rotateLogs(unrotated) },
    { rule: 'dc/restart-missing', effect: 'there again after a crash, or after the machine was started anew', mend: startAgain },
    { rule: 'dc/limits', effect: 'one service that leaks takes no other down', mend: limitMemory },
    { rule: 'dc/limit-too-high', effect: 'a limit that this machine can keep' },
    { rule: 'dc/pg18-volume', effect: 'data that outlives the container' },
    { rule: 'dc/anonymous-volume', effect: 'data that outlives the container' },
    { rule: 'dc/image-latest', effect: 'the same image tomorrow' },
    { rule: 'dc/env-secret-literal', effect: 'no secret in the repository' },
    { rule: 'dc/env-required', effect: 'no start with an empty password' },
    { rule: 'df/no-root-user', effect: 'who takes the program over is nobody', mend: runAsUser },
  ],
  notes: [
    'Kubernetes is not written here: kompose convert -f <compose file> makes manifests of it, for you to judge; who waits for whom (depends_on) is lost.',
  ],
}
