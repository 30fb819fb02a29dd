/**
 * What the official image has beside Airflow: the providers it is built with (AIRFLOW_EXTRAS of its Dockerfile) and what they and
 * Airflow itself need, as far as DAGs import it.
 */
const providers = [
  ...['amazon', 'celery', 'cncf-kubernetes', 'common-compat', 'common-io', 'common-messaging', 'common-sql', 'docker', 'elasticsearch', 'fab', 'ftp', 'git'],
  ...['google', 'grpc', 'hashicorp', 'http', 'imap', 'microsoft-azure', 'mysql', 'odbc', 'openlineage', 'opensearch', 'postgres', 'redis', 'sendgrid', 'sftp'],
  ...['slack', 'smtp', 'snowflake', 'sqlite', 'ssh', 'standard'],
].map((name) => `apache-airflow-providers-${name}`)

export const broughtByAirflow: ReadonlySet<string> = new Set([
  'apache-airflow',
  ...['attrs', 'boto3', 'cryptography', 'httpx', 'jinja2', 'jsonschema', 'pandas', 'paramiko', 'pendulum', 'psutil', 'psycopg2', 'psycopg2-binary', 'pydantic'],
  ...['pyjwt', 'python-dateutil', 'pyyaml', 'redis', 'requests', 'rich', 'sqlalchemy', 'tenacity', 'typing-extensions'],
  ...providers,
])
