import type { VariablePlan } from '../../plan/variable-plan.ts'

const group = 'Airflow'
const plain = { group, required: false, optional: false, urlSafe: false }
const secret = { ...plain, example: '', fresh: 'random' as const, required: true }

const elsewhere = { ...plain, group: 'Elsewhere', example: '', fresh: 'example' as const, required: true, elsewhere: true as const }
const addresses: readonly VariablePlan[] = [
  {
    ...elsewhere,
    name: 'AIRFLOW_DATABASE_URL',
    comment: "Airflow's own database, which you run elsewhere: postgresql+psycopg2://user:password@host:5432/airflow.",
  },
  { ...elsewhere, name: 'AIRFLOW_BROKER_URL', comment: 'What carries tasks to workers, which you run elsewhere: redis://host:6379/0.' },
]

/** What `.env` holds for Airflow itself. @param read names that its environment reads. @param three 3 has a secret for the tokens of its APIs. */
export function airflowVariables(three: boolean, read: ReadonlySet<string>): VariablePlan[] {
  return [
    ...addresses.filter((one) => read.has(one.name)),
    { ...plain, name: 'AIRFLOW_UID', example: '50000', comment: "Who runs Airflow; 50000 is the image's own user, any other works as well.", fresh: 'example' },
    { ...plain, name: 'AIRFLOW_ADMIN_USER', example: 'admin', comment: 'The first person who can log in, made once.', fresh: 'example' },
    { ...secret, name: 'AIRFLOW_ADMIN_PASSWORD', comment: 'Their first password; a change here changes nothing later.' },
    {
      ...secret,
      name: 'AIRFLOW_FERNET_KEY',
      comment: 'Encrypts connections and variables in the database: without it they are lost. URL-safe base64 of 32 bytes.',
      form: 'fernet',
    },
    { ...secret, name: 'AIRFLOW_SECRET_KEY', comment: 'Signs sessions; the same for all servers.', form: 'long' },
    ...(three
      ? [
          {
            ...secret,
            name: 'AIRFLOW_JWT_SECRET',
            comment: 'Signs the tokens with which tasks and people call the API; the same for all servers.',
            form: 'long' as const,
          },
        ]
      : []),
  ]
}
