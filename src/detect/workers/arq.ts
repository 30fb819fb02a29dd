import type { ClassDefinition, PythonModule, Sighting, UnitSource } from '../source.ts'

/** Classes that tell an arq worker what to do: what it runs, and when. */
export function recogniseArq(source: UnitSource): readonly Sighting[] {
  return source.modules.flatMap((module) =>
    module.classes.filter((made) => made.scope === null && isSettings(made, module, source)).map((made) => sighting(made, module)),
  )
}

/** By its members, which arq reads from the class itself: any name will do, an inherited member will not. */
function isSettings(made: ClassDefinition, module: PythonModule, source: UnitSource): boolean {
  // A description of such a class for type checkers is none.
  if (made.bases.some((base) => /(^|\.)(Protocol|TypedDict)$/.test(base.split('[')[0] ?? ''))) return false
  if (field(made, 'functions') === undefined && field(made, 'cron_jobs') === undefined) return false
  const importsArq = [...module.imports.values()].some((name) => /^arq(\.|$)/.test(name))
  return importsArq || (source.dependencies.has('arq') && /WorkerSettings$/.test(made.name))
}

function sighting(made: ClassDefinition, module: PythonModule): Sighting {
  return {
    entrypoint: `${module.name}:${made.name}`,
    factory: false,
    file: module.file,
    line: made.line,
    confidence: 'certain',
    why: `${made.name} says what the worker runs`,
    details: { ...number(made, 'health_check_interval', 'heartbeat'), ...number(made, 'job_completion_wait', 'wait') },
  }
}

function number(made: ClassDefinition, name: string, detail: string): Record<string, string> {
  const value = field(made, name)?.literal
  return typeof value === 'number' ? { [detail]: String(value) } : {}
}

function field(made: ClassDefinition, name: string) {
  return made.fields.find((one) => one.name === name)
}
