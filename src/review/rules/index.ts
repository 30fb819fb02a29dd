import type { Rule } from '../contract.ts'
import { unreadable } from './any/unreadable.ts'
import { addInsteadOfCopy } from './df/add-instead-of-copy.ts'
import { alpinePythonWheels } from './df/alpine-python-wheels.ts'
import { apkNoCache } from './df/apk-no-cache.ts'
import { aptCacheMount } from './df/apt-cache-mount.ts'
import { aptInsteadOfAptGet } from './df/apt-instead-of-apt-get.ts'
import { aptLists } from './df/apt-lists.ts'
import { aptNoInstallRecommends } from './df/apt-no-install-recommends.ts'
import { aptNoYes } from './df/apt-no-y.ts'
import { aptRemovedPackage } from './df/apt-removed-package.ts'
import { aptUnpinned } from './df/apt-unpinned.ts'
import { aptUpdateAlone } from './df/apt-update-alone.ts'
import { baseImageEol } from './df/base-image-eol.ts'
import { baseImageFloating } from './df/base-image-floating.ts'
import { baseImageLatest } from './df/base-image-latest.ts'
import { baseImageUntagged } from './df/base-image-untagged.ts'
import { bashCommand } from './df/bash-cmd.ts'
import { bytecodeNeverWritten } from './df/bytecode-never-written.ts'
import { cacheMountNonRoot } from './df/cache-mount-nonroot.ts'
import { copyDestSlash } from './df/copy-dest-slash.ts'
import { copyFromLatest } from './df/copy-from-latest.ts'
import { copyFromSelf } from './df/copy-from-self.ts'
import { copyFromUnknownStage } from './df/copy-from-unknown-stage.ts'
import { copyRelativeNoWorkdir } from './df/copy-relative-no-workdir.ts'
import { corepackRemoved } from './df/corepack-removed.ts'
import { dependenciesAfterSource } from './df/deps-after-source.ts'
import { findXargs } from './df/find-xargs.ts'
import { fullBase } from './df/full-base.ts'
import { healthcheckLocalhost } from './df/healthcheck-localhost.ts'
import { healthcheckMissing } from './df/healthcheck-missing.ts'
import { healthcheckStartPeriod } from './df/healthcheck-start-period.ts'
import { healthcheckToolMissing } from './df/healthcheck-tool-missing.ts'
import { legacyEnv } from './df/legacy-env.ts'
import { libc6Compat } from './df/libc6-compat.ts'
import { libpqUnneeded } from './df/libpq-unneeded.ts'
import { logFile } from './df/log-file.ts'
import { maintainer } from './df/maintainer.ts'
import { moduleNotFound } from './df/module-not-found.ts'
import { multipleCommand } from './df/multiple-cmd.ts'
import { nextHostname } from './df/next-hostname.ts'
import { nextPublicMissing } from './df/next-public-missing.ts'
import { noRootUser } from './df/no-root-user.ts'
import { npmInstall } from './df/npm-install.ts'
import { npmOmitDevBeforeBuild } from './df/npm-omit-dev-before-build.ts'
import { npmOnlyProduction } from './df/npm-only-production.ts'
import { npmStartCommand } from './df/npm-start-cmd.ts'
import { numericUser } from './df/numeric-user.ts'
import { pipUnpinned } from './df/pip-unpinned.ts'
import { pipUserCopy } from './df/pip-user-copy.ts'
import { pipefail } from './df/pipefail.ts'
import { privilegedPort } from './df/privileged-port.ts'
import { projectInstallBeforeSource } from './df/project-install-before-source.ts'
import { proxyHeadersTrust } from './df/proxy-headers-trust.ts'
import { publicEnvRuntime } from './df/public-env-runtime.ts'
import { reloadInProduction } from './df/reload-in-prod.ts'
import { requirementsOpen } from './df/requirements-open.ts'
import { secretFileCopied } from './df/secret-file-copied.ts'
import { secretInEnvOrArg } from './df/secret-in-env-arg.ts'
import { secretInRun } from './df/secret-in-run.ts'
import { shellFormCommand } from './df/shell-form-cmd.ts'
import { singleStage } from './df/single-stage.ts'
import { stageNames } from './df/stage-names.ts'
import { sudo } from './df/sudo.ts'
import { syntaxOld } from './df/syntax-old.ts'
import { systemLibraryMissing } from './df/system-library-missing.ts'
import { tlsDisabled } from './df/tls-disabled.ts'
import { unbufferedLogs } from './df/unbuffered-logs.ts'
import { undefinedVariable } from './df/undefined-var.ts'
import { userCommandMissing } from './df/user-cmd-missing-in-base.ts'
import { userWithoutHome } from './df/user-without-home.ts'
import { uvBytecode } from './df/uv-bytecode.ts'
import { uvFrozen } from './df/uv-frozen.ts'
import { uvLinkMode } from './df/uv-link-mode.ts'
import { noCacheMount } from './df/uv-no-cache-mount.ts'
import { uvRunCommand } from './df/uv-run-cmd.ts'
import { venvOtherInterpreter } from './df/venv-other-interpreter.ts'
import { workdirRelative } from './df/workdir-relative.ts'
import { airflowHealth } from './dc/airflow-health.ts'
import { anchorReplaced } from './dc/anchor-replaced.ts'
import { anonymousVolume } from './dc/anonymous-volume.ts'
import { bindMissingSource } from './dc/bind-missing-source.ts'
import { commandShellOperators } from './dc/command-shell-operators.ts'
import { dagsterCodeLocation } from './dc/dagster-code-location.ts'
import { dagsterEntrypoint } from './dc/dagster-entrypoint.ts'
import { dependsNoHealthcheck } from './dc/depends-no-healthcheck.ts'
import { dependsShort } from './dc/depends-short.ts'
import { developmentInProduction } from './dc/dev-in-prod.ts'
import { dockerSocket } from './dc/docker-socket.ts'
import { envFileMissing } from './dc/env-file-missing.ts'
import { envRequired } from './dc/env-required.ts'
import { envSecretLiteral } from './dc/env-secret-literal.ts'
import { healthcheckInterpolated } from './dc/healthcheck-interpolated.ts'
import { healthcheckTool } from './dc/healthcheck-tool.ts'
import { hostNamespaces } from './dc/host-ns.ts'
import { imageLatest } from './dc/image-latest.ts'
import { initProfile } from './dc/init-profile.ts'
import { initRequiredFalse } from './dc/init-required-false.ts'
import { initRestart } from './dc/init-restart.ts'
import { initTrue } from './dc/init-true.ts'
import { limitTooHigh } from './dc/limit-too-high.ts'
import { limits } from './dc/limits.ts'
import { logFileOfService } from './dc/log-file.ts'
import { logging } from './dc/logging.ts'
import { mountWithoutReload } from './dc/mount-without-reload.ts'
import { networkFlat } from './dc/network-flat.ts'
import { networkUnused } from './dc/network-unused.ts'
import { noNewPrivileges } from './dc/no-new-privileges.ts'
import { opensearchHttps } from './dc/opensearch-https.ts'
import { passwordTwice } from './dc/password-twice.ts'
import { pgIsreadySocket } from './dc/pg-isready-socket.ts'
import { pgOldParentVolume } from './dc/pg-old-parent-volume.ts'
import { pg18Volume } from './dc/pg18-volume.ts'
import { portAllInterfaces } from './dc/port-all-interfaces.ts'
import { portDuplicate } from './dc/port-duplicate.ts'
import { portInternalNetwork } from './dc/port-internal-network.ts'
import { portMismatch } from './dc/port-mismatch.ts'
import { portReplicas } from './dc/port-replicas.ts'
import { privileged } from './dc/privileged.ts'
import { publicEnvAtRuntime } from './dc/public-env-runtime.ts'
import { readOnlyWithoutTmpfs } from './dc/read-only-no-tmpfs.ts'
import { restartMissing } from './dc/restart-missing.ts'
import { secretsExternal } from './dc/secrets-external.ts'
import { secretsModeIgnored } from './dc/secrets-mode-ignored.ts'
import { userOwnsNothing } from './dc/user-owns-nothing.ts'
import { userRoot } from './dc/user-root.ts'
import { userUnknown } from './dc/user-unknown.ts'
import { variableMissing } from './dc/variable-missing.ts'
import { versionKey } from './dc/version-key.ts'
import { anchoredPattern } from './di/anchored-pattern.ts'
import { ignoreMissing } from './di/missing.ts'
import { neededExcluded } from './di/needed-excluded.ts'
import { ignoreNoGit } from './di/no-git.ts'
import { ignoreNoSecrets } from './di/no-secrets.ts'
import { readmeExcluded } from './di/readme-excluded.ts'
import { ignoreWrongPlace } from './di/wrong-place.ts'
import { composeVolumeBase } from './dv/compose-volume-base.ts'
import { extensionReplaced } from './dv/extension-replaced.ts'
import { installNotOwned } from './dv/install-not-owned.ts'
import { containerUserMissing } from './dv/user-missing.ts'
import { workspaceMismatch } from './dv/workspace-mismatch.ts'
import { actionOutdated } from './ci/action-outdated.ts'
import { actionUnpinned } from './ci/action-unpinned.ts'
import { composeObsolete } from './ci/compose-obsolete.ts'
import { workflowPermissions } from './ci/permissions.ts'
import { pushOnPullRequest } from './ci/push-on-pr.ts'
import { scanTagMismatch } from './ci/scan-tag-mismatch.ts'

/** All rules, in the order in which they are documented: by file, then by name. */
export const rules: readonly Rule[] = [
  unreadable,
  addInsteadOfCopy,
  alpinePythonWheels,
  apkNoCache,
  aptCacheMount,
  aptInsteadOfAptGet,
  aptLists,
  aptNoInstallRecommends,
  aptNoYes,
  aptRemovedPackage,
  aptUnpinned,
  aptUpdateAlone,
  baseImageEol,
  baseImageFloating,
  baseImageLatest,
  baseImageUntagged,
  bashCommand,
  bytecodeNeverWritten,
  cacheMountNonRoot,
  copyDestSlash,
  copyFromLatest,
  copyFromSelf,
  copyFromUnknownStage,
  copyRelativeNoWorkdir,
  corepackRemoved,
  dependenciesAfterSource,
  findXargs,
  fullBase,
  healthcheckLocalhost,
  healthcheckMissing,
  healthcheckStartPeriod,
  healthcheckToolMissing,
  legacyEnv,
  libc6Compat,
  libpqUnneeded,
  logFile,
  maintainer,
  moduleNotFound,
  multipleCommand,
  nextHostname,
  nextPublicMissing,
  noRootUser,
  npmInstall,
  npmOmitDevBeforeBuild,
  npmOnlyProduction,
  npmStartCommand,
  numericUser,
  pipUnpinned,
  pipUserCopy,
  pipefail,
  privilegedPort,
  projectInstallBeforeSource,
  proxyHeadersTrust,
  publicEnvRuntime,
  reloadInProduction,
  requirementsOpen,
  secretFileCopied,
  secretInEnvOrArg,
  secretInRun,
  shellFormCommand,
  singleStage,
  stageNames,
  sudo,
  syntaxOld,
  systemLibraryMissing,
  tlsDisabled,
  unbufferedLogs,
  undefinedVariable,
  userCommandMissing,
  userWithoutHome,
  uvBytecode,
  uvFrozen,
  uvLinkMode,
  noCacheMount,
  uvRunCommand,
  venvOtherInterpreter,
  workdirRelative,
  airflowHealth,
  anchorReplaced,
  anonymousVolume,
  bindMissingSource,
  commandShellOperators,
  dagsterCodeLocation,
  dagsterEntrypoint,
  dependsNoHealthcheck,
  dependsShort,
  developmentInProduction,
  dockerSocket,
  envFileMissing,
  envRequired,
  envSecretLiteral,
  healthcheckInterpolated,
  healthcheckTool,
  hostNamespaces,
  imageLatest,
  initProfile,
  initRequiredFalse,
  initRestart,
  initTrue,
  limitTooHigh,
  limits,
  logFileOfService,
  logging,
  mountWithoutReload,
  networkFlat,
  networkUnused,
  noNewPrivileges,
  opensearchHttps,
  passwordTwice,
  pgIsreadySocket,
  pgOldParentVolume,
  pg18Volume,
  portAllInterfaces,
  portDuplicate,
  portInternalNetwork,
  portMismatch,
  portReplicas,
  privileged,
  publicEnvAtRuntime,
  readOnlyWithoutTmpfs,
  restartMissing,
  secretsExternal,
  secretsModeIgnored,
  userOwnsNothing,
  userRoot,
  userUnknown,
  variableMissing,
  versionKey,
  anchoredPattern,
  ignoreMissing,
  neededExcluded,
  ignoreNoGit,
  ignoreNoSecrets,
  readmeExcluded,
  ignoreWrongPlace,
  composeVolumeBase,
  extensionReplaced,
  installNotOwned,
  containerUserMissing,
  workspaceMismatch,
  actionOutdated,
  actionUnpinned,
  composeObsolete,
  workflowPermissions,
  pushOnPullRequest,
  scanTagMismatch,
]
