"""The same decision on named peers: by hand in NumPy and Polars, OpenFisca, ZEN, cel-python."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from palermo.procedures.definitions import OUTCOME
from palermo.procedures.shapes import Procedure, Strength

Rows = Mapping[str, Any]
Run = Callable[[], dict[str, Any]]
OPENFISCA, ZEN = "OpenFisca, set_input + calculate", "ZEN engine, evaluate_batch(1000)"
BY_HAND = ("NumPy by hand", "Polars by hand")
_CHUNK = 65_536


@dataclass(frozen=True)
class Decision:
    """Names of strong, medium and weak indicators by dimension."""

    dimensions: dict[str, tuple[list[str], list[str], list[str]]]

    @classmethod
    def of(cls, procedure: Procedure) -> Decision:
        """The decision of `screen-adult-labour`."""
        return cls(
            {
                d.id: tuple(  # type: ignore[misc]
                    [i.id for i in procedure.of_dimension(d.id) if i.strength is s]
                    for s in Strength
                )
                for d in procedure.dimensions
            }
        )


def _positive(s: Any, m: Any, w: Any) -> Any:
    return (s >= 2) | ((s >= 1) & (m + w >= 1)) | (m >= 3) | ((m >= 2) & (w >= 1))


def _outcome(d: Mapping[str, Any]) -> Any:
    recruited = d["deceptive_recruitment"] | d["coercive_recruitment"]
    return recruited & d["exploitation"] & d["coercion_at_destination"]


def numpy_by_hand(decision: Decision, rows: Rows) -> Run:
    """Sums of bytes over chunks that fit the cache: the fastest form we know."""
    columns = {n: v.view(np.uint8) for n, v in rows.items()}
    count = len(next(iter(columns.values())))

    def run() -> dict[str, Any]:
        out = {n: np.empty(count, bool) for n in (*decision.dimensions, OUTCOME)}
        for start in range(0, count, _CHUNK):
            part = slice(start, min(count, start + _CHUNK))
            flags: dict[str, Any] = {}
            for name, groups in decision.dimensions.items():
                sums = [_sum([columns[n][part] for n in names]) for names in groups]
                flags[name] = _positive(*sums)
                out[name][part] = flags[name]
            out[OUTCOME][part] = _outcome(flags)
        return out

    return run


def _sum(columns: list[Any]) -> Any:
    if not columns:
        return np.uint8(0)
    total = columns[0].copy()
    for column in columns[1:]:
        total += column
    return total


def polars_by_hand(decision: Decision, rows: Rows) -> Run:
    """A lazy query on the streaming engine."""
    import polars as pl

    frame = pl.DataFrame({n: pl.Series(n, v).cast(pl.UInt8) for n, v in rows.items()})

    def total(names: list[str]) -> Any:
        return pl.sum_horizontal(names) if names else pl.lit(0, pl.UInt8)

    flags = [
        _positive(*(total(names) for names in groups)).alias(name)
        for name, groups in decision.dimensions.items()
    ]
    query = (
        frame.lazy()
        .select(flags)
        .with_columns(_outcome({n: pl.col(n) for n in decision.dimensions}).alias(OUTCOME))
    )

    def run() -> dict[str, Any]:
        found = query.collect(engine="streaming")
        return {n: found[n].to_numpy() for n in found.columns}

    return run


def openfisca(decision: Decision, rows: Rows) -> Run:
    """Variables and formulas of one month."""
    from openfisca_core import periods
    from openfisca_core.entities import build_entity
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    person = build_entity("person", "persons", "A person", is_person=True)
    month = "2026-01"

    def variable(name: str, formula: Any = None) -> type:
        body = {"value_type": bool, "entity": person, "definition_period": periods.MONTH}
        return type(name, (Variable,), body | ({"formula": formula} if formula else {}))

    def flag(groups: tuple[list[str], ...]) -> Any:
        def formula(who: Any, period: Any) -> Any:
            sums = [sum((who(n, period).astype(np.uint8) for n in g), 0) for g in groups]
            return _positive(*sums)

        return formula

    system = TaxBenefitSystem([person])
    for name in rows:
        system.add_variable(variable(name))
    for name, groups in decision.dimensions.items():
        system.add_variable(variable(name, flag(groups)))
    system.add_variable(
        variable(
            OUTCOME,
            lambda who, period: _outcome({n: who(n, period) for n in decision.dimensions}),
        )
    )
    count = len(next(iter(rows.values())))

    def run() -> dict[str, Any]:
        simulation = SimulationBuilder().build_default_simulation(system, count=count)
        for name, values in rows.items():
            simulation.set_input(name, month, values)
        return {n: simulation.calculate(n, month) for n in (*decision.dimensions, OUTCOME)}

    return run


def zen(decision: Decision, rows: Rows) -> Run:
    """One expression node over ready-made records, a thousand a call."""
    import zen as engine_of

    expressions = []
    for name, groups in decision.dimensions.items():
        for letter, names in zip("smw", groups, strict=True):
            expressions.append((f"{name}_{letter}", " + ".join(names) or "0"))
        s, m, w = (f"$.{name}_{letter}" for letter in "smw")
        rule = f"{s} >= 2 or ({s} >= 1 and {m} + {w} >= 1) or {m} >= 3 or ({m} >= 2 and {w} >= 1)"
        expressions.append((name, rule))
    expressions.append(
        (
            OUTCOME,
            "($.deceptive_recruitment or $.coercive_recruitment) and $.exploitation "
            "and $.coercion_at_destination",
        )
    )
    listed = [{"id": k, "key": k, "value": v} for k, v in expressions]
    content = json.dumps(
        {
            "nodes": [
                {"id": "in", "type": "inputNode", "name": "in"},
                {"id": "do", "type": "expressionNode", "name": "do",
                 "content": {"expressions": listed}},
                {"id": "out", "type": "outputNode", "name": "out"},
            ],
            "edges": [
                {"id": "1", "sourceId": "in", "targetId": "do", "type": "edge"},
                {"id": "2", "sourceId": "do", "targetId": "out", "type": "edge"},
            ],
        }
    )  # fmt: skip
    engine = engine_of.ZenEngine({"loader": lambda _: content})
    requests: list[Any] = [{"key": "it", "context": record} for record in _records(rows)]

    def run() -> dict[str, Any]:
        told: list[Any] = []
        for at in range(0, len(requests), 1000):
            told += engine.evaluate_batch(requests[at : at + 1000])
        return _columns([t["data"]["result"] for t in told], decision)

    return run


def cel(decision: Decision, rows: Rows) -> Run:
    """One expression a dimension, interpreted; counts are passed on as CEL has no local names."""
    import celpy

    environment = celpy.Environment()

    def compiled(text: str) -> Any:
        return environment.program(environment.compile(text))

    rule = compiled("s >= 2 || (s >= 1 && m + w >= 1) || m >= 3 || (m >= 2 && w >= 1)")
    final = compiled("(a || b) && c && d")
    sums = {
        (name, letter): compiled(" + ".join(names) or "0")
        for name, groups in decision.dimensions.items()
        for letter, names in zip("smw", groups, strict=True)
    }
    records = [
        {n: celpy.celtypes.IntType(v) for n, v in record.items()} for record in _records(rows)
    ]

    def one(record: Any) -> dict[str, Any]:
        flags: dict[str, Any] = {}
        for name in decision.dimensions:
            counts = {letter: sums[name, letter].evaluate(record) for letter in "smw"}
            flags[name] = rule.evaluate(counts)
        used = ("deceptive_recruitment", "coercive_recruitment", "exploitation")
        values = dict(zip("abc", (flags[n] for n in used), strict=True))
        flags[OUTCOME] = final.evaluate({**values, "d": flags["coercion_at_destination"]})
        return flags

    return lambda: _columns([one(record) for record in records], decision)


def _records(rows: Rows) -> list[dict[str, int]]:
    names = list(rows)
    return [
        dict(zip(names, map(int, values), strict=True))
        for values in zip(*rows.values(), strict=True)
    ]


def _columns(told: list[dict[str, Any]], decision: Decision) -> dict[str, Any]:
    return {n: np.array([bool(t[n]) for t in told]) for n in (*decision.dimensions, OUTCOME)}


def write_parquet(path: Path, names: list[str], rows: int) -> None:
    """Random coded answers, written a piece at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    words = pa.array(["no", "unknown", "yes"])
    chance = np.random.default_rng(1)
    writer = None
    for start in range(0, rows, 500_000):
        size = min(500_000, rows - start)
        columns = {
            n: pa.DictionaryArray.from_arrays(
                pa.array(chance.choice(3, size, p=[0.6, 0.2, 0.2]).astype(np.int8)), words
            )
            for n in names
        }
        table = pa.table(columns)
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer is not None:
        writer.close()


#: Name, engine, and over how many rows it is timed.
ENGINES: tuple[tuple[str, Callable[[Decision, Rows], Run], int], ...] = (
    (BY_HAND[0], numpy_by_hand, 1_000_000),
    (BY_HAND[1], polars_by_hand, 1_000_000),
    (OPENFISCA, openfisca, 1_000_000),
    (ZEN, zen, 10_000),
    ("cel-python, interpreted", cel, 30),
)
