"""Rows of one moment, written together: what many small stories write costs as many statements as there are tables.

Within `gathering()` new rows (`add`) and changed ones (`change`) wait until all is done, or until a statement speaks
of one of their tables: whoever asks sees what was written. A new row has its key at once. It is one transaction:
whatever fails, nothing of it was done, and the stories are told one by one outside, where both functions write at
once.
"""

from collections import deque
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from core import rows

_current = ContextVar("gathering", default=None)
# Keys that are asked for at once where nobody said how many it will be.
A_FEW_KEYS = 4


@contextmanager
def gathering():
    """Gather what is written within, in one transaction; gives the Gathering."""
    gathered = Gathering()
    with transaction.atomic():
        token = _current.set(gathered)
        try:
            with connection.execute_wrapper(gathered):
                yield gathered
                gathered.end()
        finally:
            _current.reset(token)


def current():
    """The Gathering around this call, or None."""
    return _current.get()


def whole():
    """`transaction.atomic()`: within a gathering, which is undone as a whole, without a savepoint."""
    return transaction.atomic(savepoint=_current.get() is None)


@contextmanager
def attempt():
    """`transaction.atomic()` around what may be given up by an exception, while all else goes on."""
    around = _current.get()
    told = {function: list(facts) for function, facts in around.told.items()} if around else {}
    try:
        with transaction.atomic():
            yield
    except BaseException:
        if around:
            around.told = told
        raise


def add(row):
    """Write a new row, now or with the others."""
    if gathered := _current.get():
        gathered.add(row)
    else:
        row.save(force_insert=True)


def change(row, names):
    """Write the fields `names` of a row that is locked, now or with the others."""
    if gathered := _current.get():
        gathered.change(row, names)
    else:
        row.save(update_fields=names)


def is_waiting(row):
    """Whether this very row is new, and still waits to be written with the others."""
    around = _current.get()
    return around is not None and around.is_waiting(row)


def tell(function, fact):
    """Call `function([fact])` in this transaction: now, or at the end with all facts it shall be told."""
    if gathered := _current.get():
        gathered.told.setdefault(function, []).append(fact)
    else:
        function([fact])


def once(ask):
    """What `ask()` says; within a gathering it is asked only at the beginning, and again at the end, when it must be
    the same."""
    around = _current.get()
    return around.once(ask) if around else ask()


class Outdated(Exception):  # noqa: N818  not an error: it is to be done again
    """What was asked once for a whole gathering is no longer so."""


class Gathering:
    """What waits to be written. As a wrapper of `connection.execute_wrapper` it sees every statement."""

    def __init__(self):
        self.told = {}
        self._new, self._changed, self._keys, self._held = {}, {}, {}, {}
        self._answers = {}
        self._is_writing = False

    def __call__(self, execute, sql, parameters, many, context):
        if sql.startswith("ROLLBACK TO SAVEPOINT"):
            # What waits came after it, and nobody knows any more which rows are up to date.
            self._new, self._changed, self._held = {}, {}, {}
        elif (self._new or self._changed) and not self._is_writing and self._must_see(sql):
            self.write()
        return execute(sql, parameters, many, context)

    def add(self, row):
        """Keep a new row for later; it gets its key, and what the database gives it besides when somebody asks."""
        model = type(row)
        if row.pk is None:
            row.pk = self._key(model)
        if prepare := getattr(row, "before_writing", None):
            prepare()
        for field in rows.given_by_database(model):
            # Whoever asks for it before it is there makes the ORM look it up, and so has the row written.
            row.__dict__.pop(field.attname, None)
        self._new.setdefault(model, {})[row.pk] = row
        # Nobody else knows of it yet.
        self._held[model, row.pk] = row

    def change(self, row, names):
        """Keep a change of a row for later; what is new is written as it stands then."""
        model = type(row)
        if self.is_waiting(row):
            return
        waiting, changed = self._changed.setdefault(model, ({}, set()))
        if waiting.setdefault(row.pk, row) is not row:
            # Another object of a row that has changed already: one after the other.
            self.write()
            self.change(row, names)
            return
        changed.update(names)

    def is_waiting(self, row):
        """Whether this very row is new, and not written yet."""
        return self._new.get(type(row), {}).get(row.pk) is row

    def hold(self, found):
        """Take these objects, just read and locked, for what is up to date of their rows."""
        # A key tells what came first on a row: it is taken while the row is locked.
        self._keys.clear()
        self._held |= {(type(row), row.pk): row for row in found}

    def holds(self, row):
        """Whether this very object is what is up to date of a locked row."""
        return self._held.get((type(row), row.pk)) is row

    def reserve(self, count, *models):
        """Ask for the keys of `count` new rows of each of these models, in one statement."""
        columns = ", ".join("nextval(pg_get_serial_sequence(%s, %s))" for _model in models)
        names = [name for model in models for name in (model._meta.db_table, model._meta.pk.column)]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM generate_series(1, %s)", [*names, count])  # noqa: S608
            for model, keys in zip(models, zip(*cursor.fetchall(), strict=True), strict=True):
                self._keys[model] = deque(keys)

    def write(self):
        """Write all that waits."""
        new, changed, self._new, self._changed = self._new, self._changed, {}, {}
        self._is_writing = True
        try:
            for model, waiting in new.items():
                rows.insert(model, list(waiting.values()))
            for model, (waiting, names) in changed.items():
                rows.update(model, list(waiting.values()), names)
        finally:
            self._is_writing = False

    def once(self, ask):
        """What `ask()` said when it was asked first."""
        if ask not in self._answers:
            self._answers[ask] = ask()
        return self._answers[ask]

    def end(self):
        """Write all that waits, and tell what is to be told. Raises Outdated when something was asked once that is
        no longer so."""
        self.write()
        while self.told:
            function = next(iter(self.told))
            function(self.told.pop(function))
        self.write()
        if any(ask() != answer for ask, answer in self._answers.items()):
            raise Outdated

    def _key(self, model):
        if not self._keys.get(model):
            self.reserve(A_FEW_KEYS, model)
        return self._keys[model].popleft()

    def _must_see(self, sql):
        # What came before a savepoint stays when all after it is undone.
        return sql.startswith("SAVEPOINT") or any(
            model._meta.db_table in sql for model in [*self._new, *self._changed]
        )
