import { until } from '../e2e/shell.ts'

/** What the tests ask of a running Airflow 3, over its REST API. */
export interface Airflow {
  /** Starts a DAG and waits for its end. @throws Error where it has none in time. */
  runs(dag: string, seconds: number): Promise<{ id: string; state: string }>
  /** States of all runs, the first one first. */
  states(dag: string): Promise<string[]>
  log(dag: string, run: string, task: string): Promise<string>
}

/** Logs in as a person of FabAuthManager does. @throws Error where Airflow refuses. */
export async function openAirflow(base: string, username: string, password: string): Promise<Airflow> {
  const ask = async (method: string, path: string, body?: object, token?: string): Promise<{ status: number; json: unknown }> => {
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, json: await answer.json().catch(() => null) }
  }
  const login = await ask('POST', '/auth/token', { username, password })
  const token = (login.json as { access_token?: string } | null)?.access_token
  if (!token) throw new Error(`the login of ${username} was answered ${login.status}`)
  const of = (dag: string) => `/api/v2/dags/${dag}`
  return {
    async runs(dag, seconds) {
      await until(
        () => ask('GET', of(dag), undefined, token),
        ({ status }) => status === 200,
        60,
      )
      await ask('PATCH', of(dag), { is_paused: false }, token)
      const made = await ask('POST', `${of(dag)}/dagRuns`, { logical_date: null }, token)
      const id = (made.json as { dag_run_id?: string } | null)?.dag_run_id
      if (!id) throw new Error(`a run of ${dag} was answered ${made.status}: ${JSON.stringify(made.json)}`)
      const state = await until(
        async () => ((await ask('GET', `${of(dag)}/dagRuns/${id}`, undefined, token)).json as { state: string }).state,
        (now) => now === 'success' || now === 'failed',
        seconds,
      )
      return { id, state }
    },
    async states(dag) {
      const { json } = await ask('GET', `${of(dag)}/dagRuns?run_type=manual`, undefined, token)
      return (json as { dag_runs: { state: string }[] }).dag_runs.map((one) => one.state)
    },
    async log(dag, run, task) {
      return JSON.stringify((await ask('GET', `${of(dag)}/dagRuns/${run}/taskInstances/${task}/logs/1`, undefined, token)).json)
    },
  }
}
