import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The least that has a database beside it: what is kept there, its own client writes. */
const files: Readonly<Record<string, string>> = {
  'requirements.txt': 'fastapi==0.128.0\nuvicorn==0.40.0\n',
  'main.py': `from fastapi import FastAPI

app = FastAPI()


@app.get("/health")
def health():
    return {"status": "ok"}
`,
}

export function writeBackupProject(dir: string): void {
  mkdirSync(dir, { recursive: true })
  for (const [path, text] of Object.entries(files)) writeFileSync(join(dir, path), text)
}

/** A store, and what its container runs to fill it, to change all of it afterwards, and to tell what it has. */
export interface Store {
  kind: string
  image: string
  extension: string
  fill: string
  change: string
  tell: string
  told: string
}

const psql = 'psql -U "$POSTGRES_USER" -d "$POSTGRES_DB" -v ON_ERROR_STOP=1 -qAtc'
const sql = (client: string, name: string) =>
  `export MYSQL_PWD="\${${name}_ROOT_PASSWORD:-$(cat "$${name}_ROOT_PASSWORD_FILE")}"; ${client} -u root -N "$${name}_DATABASE" -e`

const [fill, change, told] = [
  "create table words (id int primary key, word varchar(40)); insert into words values (1, 'kept'), (2, 'with ''quotes'' and ümlauts')",
  // A table that refers to an older one keeps that from being dropped by itself.
  "delete from words where id = 2; update words set word = 'lost'; create table later (id int primary key, word int, foreign key (word) references words (id)); insert into later values (1, 1)",
  ['1', 'kept', '2', "with 'quotes' and ümlauts"],
]
const tell = { postgres: 'select id, word from words order by id', later: "select count(*) from information_schema.tables where table_name = 'later'" }

function mysql(kind: string, image: string, client: string): Store {
  const run = sql(client, kind.toUpperCase())
  const routine = 'create procedure answer() select 42; create trigger shout before insert on words for each row set new.word = upper(new.word)'
  return {
    kind,
    image,
    extension: 'sql.gz',
    fill: `${run} "${fill}; ${routine}"`,
    change: `${run} "${change}; drop procedure answer"`,
    tell: `${run} "${tell.postgres}; call answer(); select count(*) from information_schema.triggers where trigger_name = 'shout'; ${tell.later}"`,
    told: `${told[0]}\t${told[1]}\n${told[2]}\t${told[3]}\n42\n1\n0`,
  }
}

export const stores: readonly Store[] = [
  {
    kind: 'postgres',
    image: 'postgres:18-trixie',
    extension: 'dump',
    fill: `${psql} "${fill}"`,
    change: `${psql} "${change}"`,
    tell: `${psql} "${tell.postgres}"; ${psql} "${tell.later}"`,
    told: `${told[0]}|${told[1]}\n${told[2]}|${told[3]}\n0`,
  },
  mysql('mariadb', 'mariadb:11.8', 'mariadb'),
  mysql('mysql', 'mysql:8.4', 'mysql'),
]
