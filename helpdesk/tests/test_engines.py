"""The engines at home: they start by themselves, heal, and leave nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import redis

from helpdesk import embedded
from helpdesk.engines import wipe
from helpdesk.engines.places import EngineFailed, own_dir, sockets_dir
from helpdesk.engines.postgres import Postgres
from helpdesk.engines.redis import Redis

pytestmark = pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="DATABASE_URL is set")
PROJECT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """An engine of each kind in a directory of its own, stopped at the end."""
    var = tmp_path_factory.mktemp("var")
    engines = [Postgres(var), Redis(var)]
    for engine in engines:
        engine.ensure()
    yield engines
    for engine in engines:
        assert engine.let_go(), f"{engine.title} stayed behind"
        assert not engine.answers()


@pytest.fixture
def postgres(home):
    return home[0]


@pytest.fixture
def private_redis(home):
    return home[1]


def connect(postgres):
    return psycopg.connect(host=str(postgres.sockets), dbname="helpdesk", user="helpdesk", autocommit=True)


def eventually(answer, seconds=15):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer():
            return True
        time.sleep(0.1)
    return False


def server_pid(postgres):
    try:
        return int((postgres.data / "postmaster.pid").read_text().split()[0])
    except (OSError, IndexError):
        return None


def test_the_application_is_no_superuser_and_may_make_what_it_needs(postgres):
    with connect(postgres) as session:
        for extension in ("pg_trgm", "unaccent", "btree_gin"):
            session.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        session.execute("CREATE DATABASE test_of_rights")
        session.execute("DROP DATABASE test_of_rights")
        assert session.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (
            False,
        )


def test_letters_of_all_our_languages_are_letters(postgres):
    with connect(postgres) as session:
        session.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        row = session.execute(
            "SELECT lower('ШКОЛА'), similarity('ПРИНТЕР', 'принтер'), similarity('چاپگر', 'چاپگر'),"
            " to_tsvector('simple', 'ÇAY Été') @@ to_tsquery('simple', 'çay & été')"
        ).fetchone()
    assert row == ("школа", 1.0, 1.0, True)


def test_nobody_else_on_the_machine_reaches_the_sockets(home):
    for engine in home:
        assert engine.sockets.stat().st_mode & 0o077 == 0
        assert engine.data.stat().st_mode & 0o077 == 0


def test_a_killed_postgres_comes_back_with_everything_committed(postgres):
    with connect(postgres) as session:
        session.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    killed = server_pid(postgres)
    os.kill(killed, signal.SIGKILL)

    assert eventually(lambda: server_pid(postgres) not in {killed, None} and postgres.is_up())
    with connect(postgres) as session:
        assert session.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_a_killed_redis_comes_back(private_redis):
    client = redis.Redis(unix_socket_path=str(private_redis.socket))
    os.kill(client.info()["process_id"], signal.SIGKILL)
    assert eventually(private_redis.is_up)
    assert redis.Redis(unix_socket_path=str(private_redis.socket)).ping()


def test_a_killed_keeper_takes_the_server_along_and_the_next_look_starts_it_again(postgres):
    keeper = postgres._keepers[-1]
    keeper.kill()
    keeper.wait()
    assert eventually(lambda: not postgres.answers())
    postgres.ensure()
    assert postgres.is_up()


def test_a_second_user_joins_and_its_violent_end_disturbs_nobody(postgres):
    pid = server_pid(postgres)
    other = start_user(postgres.var)
    other.kill()
    other.wait()
    time.sleep(0.6)
    assert server_pid(postgres) == pid


def test_the_last_one_killed_leaves_no_server_behind(tmp_path):
    user = start_user(tmp_path)
    assert Postgres(tmp_path).is_up()
    user.kill()
    user.wait()
    assert eventually(lambda: not Postgres(tmp_path).answers())
    assert eventually(lambda: not (tmp_path / "postgres" / "postmaster.pid").exists())


def test_a_pid_file_from_before_a_power_cut_is_no_obstacle(tmp_path):
    postgres = Postgres(tmp_path)
    postgres.ensure()
    left_behind = (postgres.data / "postmaster.pid").read_text()
    assert postgres.let_go()

    ours = left_behind.replace(left_behind.split()[0], str(os.getpid()), 1)
    (postgres.data / "postmaster.pid").write_text(ours)
    postgres.ensure()
    assert postgres.is_up()
    assert postgres.let_go()


def test_fresh_deletes_only_what_nobody_uses(tmp_path):
    (tmp_path / "media").mkdir()
    postgres = Postgres(tmp_path)
    postgres.ensure()
    assert "in use" in wipe.main(tmp_path, patience=0)
    assert postgres.is_up()

    assert postgres.let_go()
    assert wipe.main(tmp_path) == 0
    assert not (tmp_path / "postgres").exists()
    assert not (tmp_path / "media").exists()


def start_user(var):
    """Another process that uses the database of `var`; returns once it does."""
    code = "from helpdesk import embedded; embedded.ensure_engines(); print(1, flush=True); input()"
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    user = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=PROJECT,
        env={**environment, "VAR_DIR": str(var)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with user.stdout:
        assert user.stdout.readline() == b"1\n"
    return user


def test_a_long_or_odd_path_gets_a_short_socket_and_always_the_same(tmp_path):
    for var in (tmp_path / ("deep" * 30), Path("/srv/my helpdesk/vár")):
        place = sockets_dir(var, "postgres")
        assert len(str(place / ".s.PGSQL.5432")) < 107
        assert str(place).isascii()
        assert " " not in str(place)
        assert place == sockets_dir(var, "postgres")


def test_a_directory_that_a_stranger_made_first_is_refused(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "trap").symlink_to(tmp_path / "real")
    with pytest.raises((EngineFailed, FileExistsError)):
        own_dir(tmp_path / "trap")


def test_the_secret_key_is_made_once_and_for_our_eyes_only(tmp_path):
    key = embedded.secret_key(tmp_path)
    assert len(key) > 50
    assert embedded.secret_key(tmp_path) == key
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
