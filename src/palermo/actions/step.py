"""How every action runs: the right first, then reading and computing, then one short write.

`docs/decisions/0017-acts.md` says why the two parts are separate. There is no switch to leave one
out. The log holds ids and field names, never what a person wrote.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import InvalidOperation

from django.db import DataError, IntegrityError, transaction

from palermo.actions.guard import check_right, log_act
from palermo.actions.visit import Visit
from palermo.kernel.errors import changed_meanwhile, unstorable_value

#: Unique and foreign keys, as PostgreSQL and SQLite call a breach of them.
_CONFLICTS = frozenset(
    {
        "23505",
        "23503",
        "SQLITE_CONSTRAINT_UNIQUE",
        "SQLITE_CONSTRAINT_PRIMARYKEY",
        "SQLITE_CONSTRAINT_FOREIGNKEY",
    }
)


@dataclass(slots=True)
class OpenAct:
    """An act whose right was checked. `target` and `detail` go into its line in the log."""

    visit: Visit
    name: str
    target: str
    detail: dict[str, object] = field(default_factory=dict)
    written: bool = False

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One short transaction: the change, and the line of the act as `target` and `detail` are
        at its end. An error undoes both.
        """
        if self.written:
            raise RuntimeError(f"{self.name} writes a second time")
        try:
            # `durable`: an act inside the transaction of another would be undone with it.
            with transaction.atomic(durable=True):
                yield
                self._write_line()
        except IntegrityError as error:
            if _is_conflict(error):
                raise changed_meanwhile() from error
            raise
        except (DataError, OverflowError, UnicodeEncodeError, InvalidOperation) as error:
            raise unstorable_value() from error
        self.written = True

    @contextmanager
    def staging(self) -> Iterator[None]:
        """One of several short transactions for rows that nothing shows before `writing()` does.

        For what is too much for one short transaction. After an error the action removes them.
        """
        if self.written:
            raise RuntimeError(f"{self.name} stages rows after writing")
        with transaction.atomic(durable=True):
            yield

    def write_line_only(self) -> None:
        """Write the line of an act that changes no row, such as a download.

        An act that found nothing to change writes one too: it was allowed, and it was done.
        """
        if self.written:
            raise RuntimeError(f"{self.name} writes a second time")
        self._write_line()
        self.written = True

    def _write_line(self) -> None:
        log_act(self.visit.actor, self.name, "done", self.target, self.detail)


def _is_conflict(error: IntegrityError) -> bool:
    """Whether another act took the same place, or removed the row that this one belongs to.

    The act looked before it wrote, so neither was so a moment ago.
    """
    cause = error.__cause__
    code = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
    return code in _CONFLICTS


@contextmanager
def step(visit: Visit, act: str, target: str = "") -> Iterator[OpenAct]:
    """Check the right `act`, log a refusal, then run the body without a transaction.

    The body ends with `writing()` or `write_line_only()`; one that does neither is an error of
    the program.
    """
    check_right(visit.actor, act, target)
    opened = OpenAct(visit, act, target)
    yield opened
    if not opened.written:
        raise RuntimeError(f"{act} ended without writing its line in the log")


@contextmanager
def reading(visit: Visit, act: str, target: str = "") -> Iterator[OpenAct]:
    """Check the right `act`, run a body that only reads, then write its one line in the log.

    For reads of confidential records: the caller gets the result only when the line is written.
    """
    check_right(visit.actor, act, target)
    opened = OpenAct(visit, act, target)
    yield opened
    opened.write_line_only()
