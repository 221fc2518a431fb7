"""YAML text -> a tree of nodes, each with its line and column; scalars stay text.

Built from the events of the C parser: `safe_load` would turn area `NO` into False and `3.10` into
3.1, lets the last of two equal keys win, and does not come back from a merge-key bomb. No alias,
anchor, tag, merge key or second document is accepted, and nothing is deeper than `DEEPEST`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NoReturn

import yaml

from dti_targets.diagnostics import Code, Faults, Place, codes
from dti_targets.reading.garbled import garbled, may_be_garbled
from dti_targets.reading.hidden import hidden_character, hidden_index

DEEPEST = 32
MOST_NODES = 500_000
"""More than twice what every unit of the country needs, before and after July 2025."""
LONGEST_NUMBER = 32

FREE_TEXT = frozenset({
    "vi", "en", "quote", "note", "title", "issuer", "why", "url", "read_at",
})  # fmt: skip
"""Keys whose values are quoted or explained, not compared: they may hold what cannot be seen."""

_SENTENCES = frozenset({"vi", "en", "quote", "note", "title", "name", "issuer", "why", "state"})
"""Keys whose values are sentences: a `#` in one is more likely a number sign than a comment."""

LINES = "\t\n"
"""Signs that a text in YAML may hold: it can take several lines."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C parser, where PyYAML was built with it: twenty times faster."""

_NUMBER = re.compile(r"[-+]?(?:(?:0|[1-9]\d*)(?:\.\d+)?|\.\d+)", re.ASCII)
"""Without a leading zero: some YAML readers take 010 for eight."""

_OTHER_NUMBER = re.compile(
    r"[-+]?(?:0x[\da-f_]+|0o?[0-7_]+|0b[01_]+|[\d_]*\d[\d_]*\.?[\d_]*(?:e[-+]?\d+)?"
    r"|\.[\d_]+(?:e[-+]?\d+)?|\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?|\.inf|\.nan)",
    re.ASCII | re.IGNORECASE,
)
_WORDS = {"true": True, "false": False}
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_SAID_AS_BOOLEAN = frozenset({"yes", "no", "on", "off", "y", "n"})
_NEVER = "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""What a YAML text never holds: control characters, and what YAML alone takes for a line end."""


_MANY = 64
"""Keys of a mapping from which on an index is worth its room: no mapping of ours has as many."""


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
    index: "dict[str | None, tuple[Node, Node]] | None" = field(default=None, repr=False)

    def place(self, path: str) -> Place:
        """Return where the node stands."""
        return Place(path, self.line, self.column, self.width)

    def get(self, key: str) -> "tuple[Node, Node] | None":
        """Return the (key, value) nodes of a key of a mapping."""
        if self.pairs is None or len(self.pairs) < _MANY:
            return next((pair for pair in self.pairs or () if pair[0].text == key), None)
        if self.index is None:
            self.index = {pair[0].text: pair for pair in reversed(self.pairs)}
        return self.index.get(key)

    def plain_data(self) -> object:
        """Return the value for validation: numbers exactly, as `Decimal`, everything else as text.

        A word that other YAML readers take for a boolean or for a number is `NotText`, so that it
        is refused where text is wanted instead of meaning different things to different programs.
        Keys are text, whatever they look like.
        """
        if self.pairs is not None:
            return {key.text: value.plain_data() for key, value in self.pairs}
        if self.items is not None:
            return [item.plain_data() for item in self.items]
        text = self.text or ""
        return _plain(text) if self.plain else text


def _plain(text: str) -> object:
    """Return what a scalar without quotes is."""
    low = text.lower()
    if text in _NULLS:
        return None
    if len(text) <= LONGEST_NUMBER and _NUMBER.fullmatch(text):
        return Decimal(text)
    if low in _WORDS:
        return _WORDS[low]
    if low in _SAID_AS_BOOLEAN or _OTHER_NUMBER.fullmatch(text):
        return NotText(text)
    return text


@dataclass(frozen=True, slots=True)
class NotText:
    """A bare word that some YAML readers take for true or false, or for a number."""

    word: str


class _Refused(Exception):  # noqa: N818  (control flow of this module)
    def __init__(self, code: Code, at: Place, **params: object) -> None:
        super().__init__(code.id)
        self.code, self.at, self.params = code, at, params


def read_tree(text: str, path: str, faults: Faults) -> Node | None:
    """Return the root of the only document of a text, or add what is wrong with it.

    Repeated keys are added to `faults` and the first one is kept, so that everything else in the
    file can still be checked.
    """
    # Most files hold nothing that is hidden; one look at the whole text then saves all others.
    # A backslash may spell a hidden character out: "\\u200b".
    bare = text.replace("\n", "").replace("\r", "").replace("\t", "")
    clean = "\\" not in bare and bare.isprintable() and not may_be_garbled(text)
    if not bare.isprintable() and (found := re.search(_NEVER, text)):
        line = len(re.findall("\r\n?|\n", text[: found.start()])) + 1
        start = max(text.rfind("\n", 0, found.start()), text.rfind("\r", 0, found.start())) + 1
        place = Place(path, line, found.start() - start + 1)
        faults.add(codes.HIDDEN_CHARACTER, place, **(hidden_character(found[0]) or _UNNAMED))
        return None
    try:
        lines = re.split("\r\n?|\n", text) if " #" in text or "\t#" in text else []
        return _Builder(path, faults, clean, lines).root(yaml.parse(text, Loader=_LOADER))
    except _Refused as refused:
        faults.add(refused.code, refused.at, **refused.params)
    except yaml.MarkedYAMLError as error:
        place = _place(path, error.problem_mark or error.context_mark)
        written = _line(text, place.line)
        problem = error.problem or error.context or "?"
        if "\t" in written[: len(written) - len(written.lstrip())]:
            place, problem = Place(path, place.line, written.index("\t") + 1), "tab"
        faults.add(codes.YAML_SYNTAX, place, problem=problem)
    return None


_UNNAMED = {"character": "U+FFFE", "name": "noncharacter"}


def _line(text: str, number: int) -> str:
    """Return a line of a text, from 1; empty where there is none."""
    lines = re.split("\r\n?|\n", text)
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _place(path: str, mark: "yaml.error.Mark | yaml._yaml.Mark | None") -> Place:
    """Return where a mark points, counting from 1."""
    return Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)


@dataclass(slots=True)
class _Builder:
    """Builds nodes from events, counting them and the depth."""

    path: str
    faults: Faults
    clean: bool
    lines: list[str]
    nodes: int = field(default=0)

    def root(self, events: Iterator[yaml.Event]) -> Node | None:
        """Return the root; None where the text holds no value."""
        found: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if found is not None:
                    self._refuse(codes.YAML_FEATURE, event, feature="document")
            elif isinstance(event, yaml.NodeEvent):
                found = self._node(event, events, 1)
        return found

    def _refuse(self, code: Code, event: yaml.Event, **params: object) -> NoReturn:
        raise _Refused(code, _place(self.path, event.start_mark), **params)

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        """Build the node that begins with an event."""
        self.nodes += 1
        if (
            depth > DEEPEST
            or self.nodes > MOST_NODES
            or isinstance(event, yaml.AliasEvent)
            or getattr(event, "anchor", None)
            or getattr(event, "tag", None) is not None
        ):
            self._refuse_node(event, depth)
        mark = event.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        if isinstance(event, yaml.ScalarEvent):
            return Node(line, column, _width(event), event.value, not event.style)
        node = Node(line, column)
        if isinstance(event, yaml.SequenceStartEvent):
            node.items = []
            while not isinstance(inner := next(events), yaml.SequenceEndEvent):
                node.items.append(self._node(inner, events, depth + 1))
            return node
        node.pairs = []
        seen: dict[str, Node] = {}
        while not isinstance(inner := next(events), yaml.MappingEndEvent):
            key = self._key(inner, events, depth)
            inner = next(events)
            value = self._node(inner, events, depth + 1)
            if not self.clean:
                self._see(key, value)
            if self.lines and value.plain and value.text and key.text in _SENTENCES:
                self._see_comment(inner)
            name = key.text or ""
            if name in seen:
                self.faults.add(
                    codes.REPEATED_KEY, key.place(self.path), seen[name].place(self.path),
                    key=name, line=seen[name].line,
                )  # fmt: skip
            else:
                seen[name] = key
                node.pairs.append((key, value))
        return node

    def _refuse_node(self, event: yaml.Event, depth: int) -> NoReturn:
        """Refuse what is too much, and what YAML can and an official need not know."""
        if depth > DEEPEST:
            self._refuse(codes.YAML_LIMIT, event, limit=DEEPEST)
        if self.nodes > MOST_NODES:
            self._refuse(codes.YAML_LIMIT, event, limit=MOST_NODES)
        feature = "tag"
        if isinstance(event, yaml.AliasEvent):
            feature = "alias"
        elif getattr(event, "anchor", None):
            feature = "anchor"
        self._refuse(codes.YAML_FEATURE, event, feature=feature)

    def _key(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        """Build the key of a pair."""
        key = self._node(event, events, depth + 1)
        if key.text is None:
            self._refuse(codes.YAML_FEATURE, event, feature="key")
        if key.text == "<<" and key.plain:
            self._refuse(codes.YAML_FEATURE, event, feature="merge")
        return key

    def _see_comment(self, event: yaml.Event) -> None:
        """Add a comment that stands right behind a sentence without quotes."""
        end = event.end_mark
        rest = "".join(self.lines[end.line : end.line + 1])[end.column :] if end else ""
        comment = rest.lstrip(" \t")
        if end and comment.startswith("#"):
            column = end.column + len(rest) - len(comment) + 1
            place = Place(self.path, end.line + 1, column, len(comment.rstrip()))
            self.faults.add(codes.TEXT_CUT_AT_COMMENT, place, text=comment.rstrip())

    def _see(self, key: Node, value: Node) -> None:
        """Add characters that nobody can see in a key, or in a value that is compared."""
        for node in (key, *((value,) if value.items is None else value.items)):
            free = node is not key and key.text in FREE_TEXT
            found = None if free else garbled(node.text or "")
            if found and found.font:
                self.faults.add(codes.OLD_FONT, node.place(self.path), **found._asdict())
                continue
            if found:
                self.faults.add(
                    codes.ENCODED_TWICE, node.place(self.path), text=found.text, reads=found.reads
                )
                continue
            index = -1 if free else hidden_index(node.text or "", LINES)
            if index >= 0:
                sign = hidden_character((node.text or "")[index:]) or _UNNAMED
                self.faults.add(codes.HIDDEN_CHARACTER, node.place(self.path), **sign)


def _width(event: yaml.ScalarEvent) -> int:
    """Return the width of a scalar on its first line."""
    start, end = event.start_mark, event.end_mark
    if start and end and start.line == end.line:
        return max(1, end.column - start.column)
    return max(1, len(event.value))
