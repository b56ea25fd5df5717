"""A country's file that adds to the common file of the same name.

Lists follow each other, mappings are joined key by key, and what stands in both is an error.
"""

from __future__ import annotations

import yaml

from palermo.packs.problems import ProblemList

#: Each file says for its own lines since when they hold and who says so.
_OF_THE_FILE = ("from", "source")


def join_nodes(base: yaml.Node, own: yaml.Node, *, own_first: bool = False) -> yaml.Node:
    """`base` with what `own` adds. Raises PackProblem for what both define.

    `own_first`: the country's entries of a list come before the common ones.
    """
    problems = ProblemList()
    joined = _join(base, own, problems, own_first, top=True)
    if problems:
        raise problems.as_error()
    return joined


def _join(
    base: yaml.Node, own: yaml.Node, problems: ProblemList, own_first: bool, top: bool = False
) -> yaml.Node:
    if isinstance(base, yaml.SequenceNode) and isinstance(own, yaml.SequenceNode):
        values = [*own.value, *base.value] if own_first else [*base.value, *own.value]
        return yaml.SequenceNode(base.tag, values, base.start_mark, base.end_mark)
    if not (isinstance(base, yaml.MappingNode) and isinstance(own, yaml.MappingNode)):
        problems.add_at(own.start_mark, "the common file has it already: remove it here")
        return base
    pairs = {key.value: (key, value) for key, value in base.value}
    for key, value in own.value:
        if top and key.value in _OF_THE_FILE:
            continue
        if key.value not in pairs:
            pairs[key.value] = key, value
            continue
        known, present = pairs[key.value]
        pairs[key.value] = known, _join(present, value, problems, own_first)
    return yaml.MappingNode(base.tag, list(pairs.values()), base.start_mark, base.end_mark)


def list_missing_keys(own: yaml.Node, base: yaml.Node) -> tuple[str, ...]:
    """What a country's file must say for its own lines, as the common one does, and does not."""
    said = [
        {key.value for key, _ in node.value} if isinstance(node, yaml.MappingNode) else set()
        for node in (own, base)
    ]
    return tuple(key for key in _OF_THE_FILE if key in said[1] and key not in said[0])
