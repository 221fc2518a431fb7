"""Every option once: its name, what it takes, its default, and the words that it allows."""

from enum import Enum
from typing import Any, NamedTuple

from dti_targets.diagnostics import Place
from dti_targets.domain.method import Method
from dti_targets.domain.unit import Level
from dti_targets.domain.verdict import Verdict

NEVER = "never"
FAIL_ON = (
    "missed", "missing", "undecided", "pending", "provisional", "unused", "warning",
)  # fmt: skip
FAIL_ON_CHANGES = (
    "regressed", "newly_missed", "vanished", "revised", "amended", "changed", "warning",
)  # fmt: skip
FORMATS = (
    "table", "json", "jsonl", "csv", "markdown", "junit", "sarif", "github", "gitlab", "rdjson",
)  # fmt: skip
DOCUMENTS = ("html", "pdf", "docx", "xlsx")
MEBIBYTE = 1024 * 1024


class Takes(Enum):
    """What follows an option."""

    NOTHING = "nothing"
    COUNT = "count"
    TEXT = "text"
    TEXTS = "texts"
    NUMBER = "number"
    WORD = "word"
    WORDS = "words"


class Option(NamedTuple):
    """One option: `name` is that of the setting; the command line writes it with hyphens."""

    name: str
    takes: Takes
    default: Any
    short: str = ""
    words: tuple[str, ...] = ()
    group: str = "what"
    in_file: bool = True

    @property
    def flag(self) -> str:
        """The long form on the command line."""
        return "--" + self.name.replace("_", "-")

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return "DTI_TARGETS_" + self.name.upper()


_OPTIONS = (
    Option("targets", Takes.TEXTS, (), "-t"),
    Option("resolution", Takes.TEXTS, (), "-r"),
    Option("area", Takes.TEXTS, (), "-a"),
    Option("period", Takes.TEXT, None, "-p"),
    Option("as_of", Takes.TEXT, None),
    Option("target", Takes.TEXTS, ()),
    Option("level", Takes.WORDS, (), words=tuple(Level)),
    Option("decimal", Takes.WORD, None, words=("comma", "point"), group="reading"),
    Option("delimiter", Takes.TEXT, None, group="reading"),
    Option("encoding", Takes.TEXT, None, group="reading"),
    Option("sheet", Takes.TEXT, None, group="reading"),
    Option("stdin_name", Takes.TEXT, "-", group="reading"),
    Option("max_size", Takes.NUMBER, 1024 * MEBIBYTE, group="reading"),
    Option("fail_on", Takes.WORDS, ("missed", "missing"), words=(*FAIL_ON, NEVER),
           group="deciding"),
    Option("method", Takes.WORD, "linear", words=tuple(Method), group="deciding"),
    Option("only", Takes.WORDS, (), words=tuple(Verdict), group="showing"),
    Option("sub_areas", Takes.WORD, "summary", words=("summary", "all", "none"), group="showing"),
    Option("lang", Takes.WORD, None, "-l", words=("en", "vi"), group="showing"),
    Option("color", Takes.WORD, "auto", words=("auto", "always", "never"), group="showing"),
    Option("no_progress", Takes.NOTHING, default=False, group="showing"),
    Option("width", Takes.NUMBER, None, group="showing"),
    Option("quiet", Takes.COUNT, 0, "-q", group="showing"),
    Option("verbose", Takes.NOTHING, default=False, short="-v", group="showing"),
    Option("format", Takes.WORDS, (), "-f", words=FORMATS, group="writing"),
    Option("output", Takes.TEXTS, (), "-o", group="writing"),
    Option("summary", Takes.NOTHING, default=False, group="writing"),
    Option("watch", Takes.NOTHING, default=False, short="-w", group="writing", in_file=False),
    Option("split", Takes.WORD, None, words=("area",), group="writing"),
    Option("replace", Takes.NOTHING, default=False, group="writing", in_file=False),
    Option("directory", Takes.TEXT, None, "-C", group="project", in_file=False),
    Option("config", Takes.TEXT, None, group="project", in_file=False),
    Option("isolated", Takes.NOTHING, default=False, group="project", in_file=False),
)  # fmt: skip

OPTIONS: dict[str, Option] = {option.name: option for option in _OPTIONS}


class Settings(NamedTuple):
    """The options of a run.

    `origins` says what each that is not a default came from, `places` where it stands there.
    """

    targets: tuple[str, ...] = ()
    resolution: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    period: str | None = None
    as_of: str | None = None
    target: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    decimal: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    stdin_name: str = "-"
    max_size: int = 1024 * MEBIBYTE
    fail_on: tuple[str, ...] = ("missed", "missing")
    method: str = Method.LINEAR
    only: tuple[str, ...] = ()
    sub_areas: str = "summary"
    lang: str | None = None
    color: str = "auto"
    no_progress: bool = False
    width: int | None = None
    quiet: int = 0
    verbose: bool = False
    format: tuple[str, ...] = ()
    output: tuple[str, ...] = ()
    summary: bool = False
    watch: bool = False
    split: str | None = None
    replace: bool = False
    directory: str | None = None
    config: str | None = None
    isolated: bool = False
    origins: tuple[tuple[str, str], ...] = ()
    places: tuple[tuple[str, Place], ...] = ()

    def place(self, name: str) -> Place:
        """Return where an option was said; its name on the command line where nobody knows."""
        return dict(self.places).get(name) or Place(OPTIONS[name].flag)
