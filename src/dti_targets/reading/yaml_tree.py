"""YAML text -> a tree of nodes, each with its line and column; scalars stay text.

Built from the events of the C parser: `safe_load` would turn area `NO` into False and `3.10` into
3.1, lets the last of two equal keys win, and does not come back from a merge-key bomb. No alias,
anchor, tag, merge key or second document is accepted, and nothing is deeper than `DEEPEST`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import yaml

from dti_targets.diagnostics import Code, Faults, Place, codes

DEEPEST = 32
MOST_NODES = 1_000_000

_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)", re.ASCII)
_WORDS = {"true": True, "false": False}
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_SAID_AS_BOOLEAN = frozenset({"yes", "no", "on", "off", "y", "n"})


@dataclass(slots=True)
class Node:
    """One value of a YAML text.

    `text` is a scalar as written, `plain` tells whether it stood without quotes; `pairs` are the
    (key, value) of a mapping, `items` the values of a sequence. Lines and columns count from 1.
    """

    line: int
    column: int
    width: int = 1
    text: str | None = None
    plain: bool = False
    pairs: "list[tuple[Node, Node]] | None" = None
    items: "list[Node] | None" = None

    def place(self, path: str) -> Place:
        """Return where the node stands."""
        return Place(path, self.line, self.column, self.width)

    def get(self, key: str) -> "tuple[Node, Node] | None":
        """Return the (key, value) nodes of a key of a mapping."""
        return next((pair for pair in self.pairs or () if pair[0].text == key), None)

    def plain_data(self) -> object:
        """Return the value for validation: numbers exactly, as `Decimal`, everything else as text.

        A word that other YAML readers take for a boolean is one here too, so that it is refused
        where text is wanted instead of meaning different things to different programs.
        """
        if self.pairs is not None:
            return {key.plain_data(): value.plain_data() for key, value in self.pairs}
        if self.items is not None:
            return [item.plain_data() for item in self.items]
        text = self.text or ""
        if not self.plain:
            return text
        if text in _NULLS:
            return None
        if _NUMBER.fullmatch(text) and len(text) < DEEPEST:
            return Decimal(text)
        low = text.lower()
        if low in _WORDS:
            return _WORDS[low]
        return NotText(text) if low in _SAID_AS_BOOLEAN else text


@dataclass(frozen=True, slots=True)
class NotText:
    """A bare word that some YAML readers take for true or false."""

    word: str


class _Refused(Exception):  # noqa: N818  (control flow of this module)
    def __init__(self, code: Code, mark: yaml.Mark | None, **params: object) -> None:
        super().__init__(code.id)
        self.code, self.mark, self.params = code, mark, params


def read_tree(text: str, path: str, faults: Faults) -> Node | None:
    """Return the root of the only document of a text, or add what is wrong with it.

    Repeated keys are added to `faults` and the first one is kept, so that everything else in the
    file can still be checked.
    """
    try:
        return _Builder(path, faults).root(yaml.parse(text, Loader=yaml.CSafeLoader))
    except _Refused as refused:
        mark = refused.mark
        place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
        faults.add(refused.code, place, **refused.params)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        column = error.position - text.rfind("\n", 0, error.position)
        sign = f"U+{error.character:04X}" if isinstance(error.character, int) else "?"
        faults.add(
            codes.HIDDEN_CHARACTER, Place(path, line, column), character=sign, name=error.reason
        )
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
        faults.add(codes.YAML_SYNTAX, place, problem=error.problem or error.context or "?")
    return None


@dataclass(slots=True)
class _Builder:
    """Builds nodes from events, counting them and the depth."""

    path: str
    faults: Faults
    nodes: int = field(default=0)

    def root(self, events: Iterator[yaml.Event]) -> Node | None:
        found: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if found is not None:
                    raise _Refused(codes.YAML_FEATURE, event.start_mark, feature="document")
            elif isinstance(event, yaml.NodeEvent):
                found = self.node(event, events, 1)
        return found

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        self.nodes += 1
        mark = event.start_mark
        if depth > DEEPEST:
            raise _Refused(codes.YAML_LIMIT, mark, limit=DEEPEST)
        if self.nodes > MOST_NODES:
            raise _Refused(codes.YAML_LIMIT, mark, limit=MOST_NODES)
        if isinstance(event, yaml.AliasEvent):
            raise _Refused(codes.YAML_FEATURE, mark, feature="alias")
        if event.anchor:
            raise _Refused(codes.YAML_FEATURE, mark, feature="anchor")
        if event.tag and event.tag != "!":
            raise _Refused(codes.YAML_FEATURE, mark, feature="tag")
        if isinstance(event, yaml.ScalarEvent):
            end = event.end_mark
            width = end.column - mark.column if end.line == mark.line else len(event.value)
            return Node(mark.line + 1, mark.column + 1, max(1, width), event.value, not event.style)
        node = Node(mark.line + 1, mark.column + 1)
        if isinstance(event, yaml.SequenceStartEvent):
            node.items = []
            for inner in events:
                if isinstance(inner, yaml.SequenceEndEvent):
                    break
                node.items.append(self.node(inner, events, depth + 1))
            return node
        node.pairs = []
        seen: dict[str, Node] = {}
        for inner in events:
            if isinstance(inner, yaml.MappingEndEvent):
                break
            key = self.node(inner, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if key.text is None:
                raise _Refused(codes.YAML_FEATURE, inner.start_mark, feature="key")
            if key.text == "<<" and key.plain:
                raise _Refused(codes.YAML_FEATURE, inner.start_mark, feature="merge")
            if key.text in seen:
                self.faults.add(
                    codes.REPEATED_KEY, key.place(self.path), seen[key.text].place(self.path),
                    key=key.text, line=seen[key.text].line,
                )  # fmt: skip
            else:
                seen[key.text] = key
                node.pairs.append((key, value))
        return node
