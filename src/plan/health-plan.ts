export interface HealthPlan {
  /** Exec form. Runs with what the image has. */
  test: readonly string[]
  intervalSeconds: number
  timeoutSeconds: number
  startPeriodSeconds: number
  startIntervalMilliseconds: number
  retries: number
}
