import type { Goal } from '../contract.ts'
import { closeSetuid, dropRights } from '../mends/compose.ts'
import { byNumber } from '../mends/numeric-user.ts'
import { leaveOut } from '../mends/ignore-file.ts'
import { writeNothing } from '../mends/read-only.ts'
import { runAsUser } from '../mends/own-user.ts'

export const security: Goal = {
  name: 'security',
  title: 'less for whoever breaks in',
  takes: [
    { rule: 'df/secret-in-env-arg', effect: 'no secret in the image' },
    { rule: 'df/secret-in-run', effect: 'no secret in the image' },
    { rule: 'df/secret-file-copied', effect: 'no secret in the image' },
    { rule: 'dc/env-secret-literal', effect: 'no secret in the repository' },
    { rule: 'dc/password-twice', effect: 'no secret in the environment' },
    { rule: 'di/missing', effect: 'what no image needs stays out of it', mend: leaveOut },
    { rule: 'di/no-secrets', effect: '.env stays out of the image' },
    { rule: 'di/anchored-pattern', effect: 'left out in every folder' },
    { rule: 'df/no-root-user', effect: 'who takes the program over is nobody', mend: runAsUser },
    { rule: 'df/numeric-user', effect: 'Kubernetes can see that it is not root', mend: byNumber },
    { rule: 'dc/privileged', effect: 'the machine stays the machine' },
    { rule: 'dc/docker-socket', effect: 'no way to root on the machine' },
    { rule: 'dc/host-ns', effect: 'the machine stays the machine' },
    { rule: 'dc/user-root', effect: 'who takes the program over is nobody' },
    { rule: 'dc/port-all-interfaces', effect: 'databases are reached from this machine alone' },
    { rule: 'dc/network-flat', effect: 'what is reached from outside does not reach the data' },
    { rule: 'dc/no-new-privileges', effect: 'no setuid program makes root of it', mend: closeSetuid },
    { rule: 'dc/hardening', effect: 'none of the rights of root', mend: dropRights },
    { rule: 'dc/read-only', effect: 'code that stays what was built', mend: writeNothing },
    { rule: 'df/base-image-eol', effect: 'fixes for what is found in the base' },
    { rule: 'df/proxy-headers-trust', effect: 'addresses of visitors that can be believed' },
    { rule: 'df/tls-disabled', effect: 'what is downloaded is what was meant' },
    { rule: 'df/sudo', effect: 'no way back to root' },
    { rule: 'df/add-instead-of-copy', effect: 'nothing is unpacked or fetched by surprise' },
    { rule: 'df/full-base', effect: 'no compiler for whoever breaks in', beside: true },
    { rule: 'df/single-stage', effect: 'no compiler for whoever breaks in', beside: true },
    { rule: 'ci/permissions', effect: 'a token that may do what it has to' },
    { rule: 'ci/action-unpinned', effect: 'actions that stay what they are' },
    { rule: 'ci/push-on-pr', effect: 'nothing unread is published' },
  ],
  notes: ['Without a shell: create-dockerize --base distroless writes such a Python image, where nothing of the system is needed.'],
}
