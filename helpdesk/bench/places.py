"""Where measurements happen: databases of their own, and the programs that work on them."""

import os
import subprocess
import sys

import environ
import psycopg
from psycopg import sql


def database(base, name):
    """The address of database `name` on the server of `base`, created when it is not there yet."""
    with connect(base) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    head, mark, query = base.partition("?")
    return f"{head.rpartition('/')[0]}/{name}{mark}{query}"


def connect(address):
    place = environ.Env.db_url_config(address)
    facts = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return psycopg.connect(
        **{fact: place[name] for fact, name in facts.items() if place[name]}, autocommit=True
    )


def run(command, address, **environment):
    done = subprocess.run(  # noqa: S603  our own commands
        command,
        env=os.environ | {"DATABASE_URL": address} | environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed.\n{done.stdout}")
    return done


def say(line):
    print(line, file=sys.stderr)


def fresh_database(base, name):
    """The address of an empty database `name`, whatever was there before."""
    with connect(base) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
    return database(base, name)
