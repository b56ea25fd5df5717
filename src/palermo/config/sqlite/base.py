"""Django's SQLite backend where every writer waits in one queue before it begins.

Transactions begin with their turn and end it; a single statement that writes outside of one has a
turn of its own. Reading never waits.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from palermo.config.sqlite.queue import QueueTimeout, WriterTurn, queue_is_supported

#: First words of statements that never write, or that belong to a transaction.
_READING = frozenset(
    {"SELECT", "PRAGMA", "EXPLAIN", "VALUES", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"}
)
_Execute = Callable[[str, Any, bool, Any], Any]


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded database."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: WriterTurn | None = None
        # Before all others, which may be added and taken away at the end of the list.
        self.execute_wrappers.append(self._execute_in_turn)

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> Any:
        try:
            return super()._commit()  # type: ignore[misc]
        finally:
            self._end_turn_after_transaction()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn_after_transaction()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _execute_in_turn(
        self, execute: _Execute, sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if self._turn is not None or _first_word(sql) in _READING:
            return execute(sql, params, many, context)
        self._take_turn()
        try:
            return execute(sql, params, many, context)
        finally:
            self._end_turn_after_transaction()

    def _take_turn(self) -> None:
        if self._turn is not None or self.is_in_memory_db() or not queue_is_supported():
            return
        name = Path(self.settings_dict["NAME"])
        turn = WriterTurn(name.with_name(f"{name.name}-queue"))
        try:
            turn.wait(float(self.settings_dict["OPTIONS"].get("timeout", 5)))
        except QueueTimeout:
            turn.end()
            raise OperationalError("database is locked: the turn to write did not come") from None
        except BaseException:
            turn.end()
            raise
        self._turn = turn

    def _end_turn_after_transaction(self) -> None:
        """End the turn, unless a commit failed and the transaction waits to be rolled back."""
        if self.connection is None or not self.connection.in_transaction:
            self._end_turn()

    def _end_turn(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.end()


def _first_word(sql: str) -> str:
    return sql.lstrip("( \n\t").partition(" ")[0].strip(";").upper()
