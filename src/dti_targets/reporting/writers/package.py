"""The packages that office programs read: the same parts always give the same bytes."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP can name: it stands for no moment."""

_MOMENT = re.compile(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>", re.DOTALL)
_PROPERTIES = "docProps/core.xml"
_UNIX, _PLAIN = 3, 0o600 << 16


def timeless(data: bytes) -> bytes:
    """Return a package without the moments at which its parts were made, and in one way packed."""
    sealed = BytesIO()
    with ZipFile(BytesIO(data)) as loose, ZipFile(sealed, "w", ZIP_DEFLATED) as packed:
        for name in loose.namelist():
            part = ZipInfo(name, _BEGINNING)
            part.create_system, part.external_attr = _UNIX, _PLAIN
            content = loose.read(name)
            if name == _PROPERTIES:
                content = _MOMENT.sub(b"", content)
            packed.writestr(part, content, ZIP_DEFLATED)
    return sealed.getvalue()
