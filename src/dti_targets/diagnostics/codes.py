"""Every diagnostic code, once: its id, its severity, and the names of its parameters.

Ids are stable: a code is never reused for another meaning. The hundreds are rooms of their own:
0 files, 1 resolutions and areas (YAML), 2 figures (CSV), 3 figures against targets, 9 the command.
"""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """An error stops the judging; a warning goes with the report."""

    ERROR = "error"
    WARNING = "warning"


class Code(NamedTuple):
    """A kind of fault.

    `aside` marks a warning about rows that no target asks for: it is always counted, and listed
    with those rows when they are (`--verbose`).
    """

    id: str
    severity: Severity
    params: tuple[str, ...] = ()
    aside: bool = False


CODES: dict[str, Code] = {}


def _code(
    number: str, *params: str, severity: Severity = Severity.ERROR, aside: bool = False
) -> Code:
    code = Code(f"DT{number}", severity, params, aside)
    CODES[code.id] = code
    return code


_WARNING = Severity.WARNING

# Files
FILE_NOT_FOUND = _code("001")
FILE_UNREADABLE = _code("002", "why")
NOT_A_FILE = _code("003")
FILE_TOO_LARGE = _code("004", "size", "limit")
NOT_IN_ENCODING = _code("005", "byte", "encoding", "near")
FILE_EMPTY = _code("006")
FOLDER_WITHOUT_FIGURES = _code("007")
NOT_CSV_OR_YAML = _code("008", "suffix")
HIDDEN_CHARACTER = _code("009", "character", "name")
NO_RESOLUTION = _code("010", "folder")
OLD_FONT = _code("011", "text", "font", "reads")
ENCODED_TWICE = _code("012", "text", "reads")
LOOK_ALIKE = _code("013", "text", "sign", "character", "name")
FILE_CHANGED = _code("014")

# Resolutions and areas
YAML_SYNTAX = _code("101", "problem")
REPEATED_KEY = _code("102", "key", "line")
YAML_FEATURE = _code("103", "feature")
UNKNOWN_KEY = _code("104", "key", "near", "allowed")
MISSING_KEY = _code("105", "key")
WRONG_TYPE = _code("106", "expected")
QUOTE_IT = _code("107", "text")
WRONG_VALUE = _code("108", "text", "expected")
YAML_LIMIT = _code("109", "limit")
NEITHER_RESOLUTION_NOR_AREAS = _code("110")
NOT_ONE_OPERATOR = _code("111", "found", "allowed")
OPERATOR_AND_UNIT = _code("112", "operator", "unit")
THRESHOLD_OUT_OF_RANGE = _code("113", "number", "unit", "low", "high")
REPEATED_TARGET = _code("114", "indicator", "level", "due", "line")
REPEATED_ID = _code("115", "id", "other")
UNKNOWN_DOCUMENT = _code("116", "document", "documents")
UNKNOWN_REPLACEMENT = _code("117", "target", "near")
AREA_NOT_LISTED = _code("118", "area")
TWO_UNITS = _code("119", "indicator", "unit", "other_unit", "other")
DUE_UNCLEAR = _code("120", "why")
MILESTONES_GO_BACK = _code("121", "earlier", "later")
AREAS_OVERLAP = _code("122", "area", "line")
PARENT_UNKNOWN = _code("123", "parent")
UNITS_NOT_LISTED = _code("124", "level", "area", "listed", "units")
THRESHOLD_NOT_WHOLE = _code("125", "text", "unit")
TEXT_CUT_AT_COMMENT = _code("126", "text", severity=_WARNING)
KEY_NEEDS = _code("127", "key", "needs")

# Saved reports
JSON_SYNTAX = _code("130", "problem")
NOT_A_REPORT = _code("131")
REPORT_VALUE = _code("132", "key", "text")
REPORT_VERSION = _code("133", "version", "known")
REPORT_NOT_JUDGED = _code("134")

# Figures: the table
MISSING_COLUMN = _code("201", "column", "found")
REPEATED_COLUMN = _code("202", "column", "field")
UNKNOWN_COLUMN = _code("203", "column", "near", severity=_WARNING)
NO_HEADER = _code("204", "columns", "near")
DELIMITER_UNCLEAR = _code("205")
REPEATED_HEADER = _code("206")
COLUMN_WITHOUT_HEADING = _code("207", "text")
COLUMN_NEARLY_KNOWN = _code("208", "column", "near")
RAGGED_ROW = _code("210", "cells", "columns")
SPLIT_DECIMAL = _code("211", "first", "second")
UNCLOSED_QUOTE = _code("212")
STRAY_QUOTE = _code("213")
CELL_TOO_LONG = _code("214", "limit")
EMPTY_CELL = _code("215", "column")

# Figures: the cells
UNKNOWN_AREA = _code("220", "text", "near")
UNKNOWN_LEVEL = _code("221", "text", "near", "allowed")
WRONG_PERIOD = _code("222", "text", "near")
WRONG_INDICATOR = _code("223", "text", "near")
AREA_NOT_THEN = _code("224", "area", "days", "period")
LEVEL_ABOVE_AREA = _code("225", "level", "area", "tier")
AREA_AMBIGUOUS = _code("226", "text", "codes")
COORDINATE_UNKNOWN = _code("227", "column", "option")
AREA_LEFT_OUT = _code("228", "count", "above", "area", severity=_WARNING)
UNREADABLE_VALUE = _code("230", "text", "expected", "near")
UNREADABLE_UNUSED_VALUE = _code("231", "text", severity=_WARNING, aside=True)
AMBIGUOUS_NUMBER = _code("232", "text", "comma", "point")
MIXED_DECIMALS = _code("233", "comma", "point", severity=_WARNING)
VALUE_OUT_OF_RANGE = _code("234", "text", "unit", "low", "high")
UNIT_MISMATCH = _code("235", "text", "unit")
SHARE_OR_PERCENT = _code("236", "text", "as_percent", "as_share")
HALF_A_FRACTION = _code("237", "column", "other")
SHARE_DISAGREES = _code("238", "text", "numerator", "denominator", "percent")
UNKNOWN_WORD = _code("239", "column", "text", "near", "allowed")
NOT_WHOLE = _code("240", "text", "unit")
GARBLED_TEXT = _code("241", "reads", severity=_WARNING)
WRONG_EDITION = _code("242", "text", "near")

# Figures in a workbook
OFFICE_MISSING = _code("250", "install")
NOT_A_WORKBOOK = _code("251", "problem")
WORKBOOK_LOCKED = _code("252")
WORKBOOK_REFUSED = _code("253", "problem")
SHEET_UNCLEAR = _code("254", "sheets")
HIDDEN_CELLS = _code("255", "parts", "problem", severity=_WARNING)
MERGED_CELLS = _code("256", "cells")
DATE_FOR_VALUE = _code("257", "date", "near")
CELL_WITHOUT_FIGURE = _code("258", "text")
FORMULA_WITHOUT_VALUE = _code("259")

# Figures against one another and against targets
SOURCES_DISAGREE = _code(
    "301", "indicator", "area", "level", "period", "one", "other", severity=_WARNING
)
SOURCE_CONTRADICTS_ITSELF = _code("302", "indicator", "area", "level", "period", "one", "other")
NEAR_MISS = _code("303", "indicator", "near", severity=_WARNING)
NOTHING_TO_JUDGE = _code("304", "areas", "periods", "resolutions")

# Figures that were returned against one another, and against what was published
RETURNED_DIFFER = _code("310", "indicator", "area", "level", "period", "one", "other")
PUBLISHED_DIFFERS = _code("311", "indicator", "area", "level", "period", "one", "other")

# The command
UNKNOWN_OPTION = _code("901", "option", "near")
OPTION_VALUE = _code("902", "option", "text", "near", "allowed")
OPTION_NEEDS_VALUE = _code("903", "option")
UNKNOWN_COMMAND = _code("904", "command", "near", "allowed")
MISSING_ARGUMENT = _code("905", "argument")
EXTRA_ARGUMENT = _code("906", "text")
CONFIG_SYNTAX = _code("907", "problem")
CONFIG_KEY = _code("908", "key", "near", "allowed")
NO_SUCH_RESOLUTION = _code("909", "text", "near", "allowed")
NO_SUCH_TARGET = _code("910", "text", "near")
NO_SUCH_AREA = _code("911", "text", "near")
TARGET_AMBIGUOUS = _code("912", "text", "allowed")
OUTPUT_FAILED = _code("913", "why")
OUTPUTS_DIFFER = _code("914", "formats", "outputs")
SAME_OUTPUT = _code("915", "path")
OUTPUT_IS_INPUT = _code("916", "path")
UNKNOWN_SUFFIX = _code("917", "path", "allowed", "near")
NO_SUMMARY_FILE = _code("918", "variable")
KINDS_DIFFER = _code("920", "old", "old_kind", "new", "new_kind")
STDIN_TWICE = _code("921")
MISSING_EXTRA = _code("926", "package")
NO_FILE_FOR_DOCUMENT = _code("927", "allowed")
NO_BROWSER = _code("928")
IN_THE_WAY = _code("930", "files")
WATCH_ALONE = _code("931", "option")
FORM_FILLED_IN = _code("940", "path")
NOTHING_EXPECTED = _code("941", "resolution", "period")
