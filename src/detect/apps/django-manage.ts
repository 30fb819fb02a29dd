import { isAside, isTest } from '../decoys.ts'
import type { UnitFolder } from '../unit-folder.ts'

/**
 * Django's manage.py, shortest path first. It names the settings itself or leaves that to the environment; one in examples, or with
 * settings for tests alone, is for those who work on a library.
 */
export function manageFiles(folder: Pick<UnitFolder, 'files' | 'read'>): string[] {
  return folder.files.filter((file) => isManage(file) && isOfDjango(folder.read(file))).sort((a, b) => a.length - b.length)
}

function isManage(path: string): boolean {
  return /(^|\/)manage\.py$/.test(path) && !isTest(path) && (!isAside(path) || /^(bin|scripts?|tools?)\/manage\.py$/.test(path))
}

function isOfDjango(text: string): boolean {
  const settings = /DJANGO_SETTINGS_MODULE["']\s*[,\]][^"'\n]*["']([\w.]+)/.exec(text)?.[1]
  return settings === undefined ? /DJANGO_SETTINGS_MODULE|\bexecute_from_command_line\(/.test(text) : !/^tests?[._]/.test(settings)
}
