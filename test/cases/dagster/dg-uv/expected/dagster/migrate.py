"""Makes Dagster's database where there is none, and brings its tables to this version of Dagster."""

import os

import psycopg2
from psycopg2 import errors, sql

server = {name: os.environ[f"DAGSTER_POSTGRES_{name.upper()}"] for name in ("host", "user", "password")}
database = os.environ["DAGSTER_POSTGRES_DB"]
try:
    psycopg2.connect(**server, dbname=database).close()
except psycopg2.OperationalError as error:
    if f'database "{database}" does not exist' not in str(error):
        raise
    connection = psycopg2.connect(**server, dbname="postgres")
    connection.autocommit = True
    try:
        connection.cursor().execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
    except errors.DuplicateDatabase:
        pass
    connection.close()
os.execvp("dagster", ["dagster", "instance", "migrate"])
