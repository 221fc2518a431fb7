"""The report as one page for a browser: nothing in it loads anything, and no text in it is markup.

Style and script stand in the page; the policy in its head lets these two run and nothing else.
"""

from base64 import b64encode
from hashlib import sha256
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dti_targets.reporting.charts import key
from dti_targets.reporting.charts.series import BESIDE
from dti_targets.reporting.pages.web import LENGTH, web
from dti_targets.reporting.result import Result, Text
from dti_targets.reporting.wording import Wording

_TEMPLATES = PackageLoader("dti_targets.reporting", "templates")


def to_html(result: Result, say: Wording) -> Text:
    """Yield the page."""
    environment = Environment(
        loader=_TEMPLATES, autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    style, script = (_inline(environment, name) for name in ("report.css", "report.js"))
    template = environment.get_template("report.html")
    yield from template.generate(
        page=web(result, say), style=style, script=script, length=LENGTH,
        frame=BESIDE, key=key,
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'",
    )  # fmt: skip


to_pdf = to_html
"""What a browser is to print: the command line lets it."""


def _inline(environment: Environment, name: str) -> Markup:
    """Return a file of ours as it is: with the charts, all of the page that is not escaped."""
    source: Any = _TEMPLATES.get_source(environment, name)[0]
    return Markup(source)  # noqa: S704  (nothing from data is in it)


def _hash(text: str) -> str:
    digest = b64encode(sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
