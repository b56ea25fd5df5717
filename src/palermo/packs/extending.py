"""A procedure that extends another: a few lines that set single values of it.

extends: refer-victim@1      the procedure and its version; another version changes nothing here
id, version, from            always its own
set: {path: value}           single values, such as `duties.refer.within_hours: 24`
leave_out: [path]            questions, indicators, labels, and duties that give no help
questions, duties, …         added after those of the procedure that is extended
title, source, …             in place of those of the procedure that is extended
"""

from __future__ import annotations

from collections.abc import Iterable

import yaml

from palermo.packs.problems import ProblemList

EXTENDS, SET, LEAVE_OUT = "extends", "set", "leave_out"
#: What a procedure never takes over from the one that it extends.
_OWN = ("id", "version", "from", "until")
#: What may be left out. Safeguards (`before`, `never`) and the decision's parts stay.
_REMOVABLE = ("questions", "indicators", "duties", "labels")


def find_extended(node: yaml.Node) -> yaml.ScalarNode | None:
    """Where the file says what it extends; None where it extends nothing."""
    found = _pairs(node).get(EXTENDS)
    return found if isinstance(found, yaml.ScalarNode) else None


def read_identity(node: yaml.Node) -> str:
    """`id@version` of a composed procedure."""
    pairs = _pairs(node)
    return "@".join(str(pairs[key].value) if key in pairs else "" for key in ("id", "version"))


def extend_procedure(own: yaml.Node, base: yaml.Node) -> yaml.Node:
    """The whole procedure. Raises PackProblem naming file and line of what does not fit."""
    problems = ProblemList()
    pairs = _pairs(own)
    result = _without(base, _OWN)
    for path in _items(pairs.get(LEAVE_OUT), problems):
        result = _leave_out(result, path, problems)
    for key, value in _entries(pairs.get(SET), problems):
        result = _set(result, key, key.value.split("."), value, problems)
    for name, value in pairs.items():
        if name not in (EXTENDS, SET, LEAVE_OUT):
            result = _with_own(result, name, value, problems)
    if problems:
        raise problems.as_error()
    return result


def _set(
    node: yaml.Node, at: yaml.Node, path: list[str], value: yaml.Node, problems: ProblemList
) -> yaml.Node:
    """`node` with the value at `path` replaced."""
    name, *rest = path
    if name == "id":
        problems.add_at(at.start_mark, "an id cannot be set: leave the part out and add another")
        return node
    if isinstance(node, yaml.SequenceNode):
        known = [_id(item) for item in node.value]
        if name not in known or not rest:
            problems.add_at(at.start_mark, f"there is no {name!r}; known: {', '.join(known)}")
            return node
        items = [
            _set(item, at, rest, value, problems) if _id(item) == name else item
            for item in node.value
        ]
        return yaml.SequenceNode(node.tag, items, node.start_mark, node.end_mark)
    pairs = _pairs(node)
    if not rest:
        return _with(node, name, value)
    if name not in pairs or isinstance(pairs[name], yaml.ScalarNode):
        problems.add_at(at.start_mark, f"there is no {name!r}; known: {', '.join(pairs)}")
        return node
    return _with(node, name, _set(pairs[name], at, rest, value, problems))


def _leave_out(node: yaml.Node, path: yaml.Node, problems: ProblemList) -> yaml.Node:
    *lists, name = str(path.value).split(".")
    if not lists or lists[-1] not in _REMOVABLE:
        problems.add_at(
            path.start_mark, f"only these may be left out: {', '.join(_REMOVABLE)} (part.name)"
        )
        return node
    return _without_item(node, lists, name, path, problems)


def _without_item(
    node: yaml.Node, lists: list[str], name: str, at: yaml.Node, problems: ProblemList
) -> yaml.Node:
    first, *rest = lists
    inner = _pairs(node).get(first)
    if inner is None:
        problems.add_at(at.start_mark, f"there is no {first!r}; known: {', '.join(_pairs(node))}")
        return node
    if rest:
        return _with(node, first, _without_item(inner, rest, name, at, problems))
    known = {_id(item): item for item in inner.value}
    if name not in known:
        problems.add_at(at.start_mark, f"there is no {name!r}; known: {', '.join(known)}")
        return node
    gives_help = _pairs(known[name]).get("gives_help")
    if gives_help is not None and gives_help.value == "true":
        problems.add_at(at.start_mark, "a duty that gives help cannot be left out")
        return node
    kept = [item for item in inner.value if _id(item) != name]
    changed = yaml.SequenceNode(inner.tag, kept, inner.start_mark, inner.end_mark)
    return _with(node, first, changed)


def _with_own(node: yaml.Node, name: str, value: yaml.Node, problems: ProblemList) -> yaml.Node:
    """`node` with a key of the extending file: parts are added, everything else is replaced."""
    present = _pairs(node).get(name)
    parts = [
        items
        for items in (present, value)
        if isinstance(items, yaml.SequenceNode)
        and all(isinstance(item, yaml.MappingNode) for item in items.value)
    ]
    if present is None or len(parts) < 2:
        return _with(node, name, value)
    known = {_id(item) for item in parts[0].value}
    for item in parts[1].value:
        if _id(item) in known:
            problems.add_at(
                item.start_mark,
                f"{_id(item)!r} is there already: set its values, such as "
                f"`{name}.{_id(item)}.text`, under `{SET}`",
            )
    both = [*parts[0].value, *parts[1].value]
    joined = yaml.SequenceNode(present.tag, both, present.start_mark, present.end_mark)
    return _with(node, name, joined)


def _with(node: yaml.Node, name: str, value: yaml.Node) -> yaml.Node:
    """The mapping with one value replaced, or added as the last."""
    # The key is where its value was written; a number as a name, such as an age, stays a number.
    kind = "int" if name.isdigit() else "str"
    mark = value.start_mark
    own = yaml.ScalarNode(f"tag:yaml.org,2002:{kind}", name, mark, mark), value
    found = [own if pair[0].value == name else pair for pair in node.value]
    if name not in _pairs(node):
        found.append(own)
    return yaml.MappingNode(node.tag, found, node.start_mark, node.end_mark)


def _without(node: yaml.Node, names: Iterable[str]) -> yaml.Node:
    kept = [(key, value) for key, value in node.value if key.value not in names]
    return yaml.MappingNode(node.tag, kept, node.start_mark, node.end_mark)


def _items(node: yaml.Node | None, problems: ProblemList) -> list[yaml.Node]:
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        problems.add_at(node.start_mark, f"`{LEAVE_OUT}` is a list of paths")
        return []
    return list(node.value)


def _entries(node: yaml.Node | None, problems: ProblemList) -> list[tuple[yaml.Node, yaml.Node]]:
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode):
        problems.add_at(node.start_mark, f"`{SET}` is a mapping of paths to values")
        return []
    return list(node.value)


def _pairs(node: yaml.Node) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(key.value): value for key, value in node.value}


def _id(node: yaml.Node) -> str:
    found = _pairs(node).get("id")
    return str(found.value) if found is not None else ""
