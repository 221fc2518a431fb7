"""LibreOffice Calc with somebody at the keyboard: what is typed becomes what it makes of it.

A person who types `5/10` into a cell that is no text gets a day; one who copies a cell of another
sheet brings its format along. That happens here as it does at a desk, in a LibreOffice that is set
to Vietnamese: a macro enters each text as the keyboard does, and saves by its own filters.
"""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

SOFFICE = shutil.which("soffice")

_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".csv": "Text - txt - csv (StarCalc)\t44,34,76,1",  # commas, quotes, UTF-8: what it proposes
}
_PROPERTY = (
    '<item oor:path="/org.openoffice.Setup/{node}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_PROFILE = {
    "registrymodifications.xcu": (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        # Without this the first start puts an empty library in the place of ours.
        + _PROPERTY.format(node="Office", name="ooSetupInstCompleted", value="true")
        + _PROPERTY.format(node="L10N", name="ooSetupSystemLocale", value="vi-VN")
        + "</oor:items>"
    ),
    "basic/script.xlc": (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN"'
        ' "libraries.dtd">\n'
        '<library:libraries xmlns:library="http://openoffice.org/2000/library"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard"'
        ' xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple"'
        ' library:link="false"/></library:libraries>'
    ),
    "basic/Standard/script.xlb": (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN"'
        ' "library.dtd">\n'
        '<library:library xmlns:library="http://openoffice.org/2000/library"'
        ' library:name="Standard" library:readonly="false" library:passwordprotected="false">'
        '<library:element library:name="Desk"/></library:library>'
    ),
}
_MODULE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN"'
    ' "module.dtd">\n'
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Desk"'
    ' script:language="StarBasic">{}</script:module>\n'
)
_MACRO = """\
Function Named(name, value)
  Dim made As New com.sun.star.beans.PropertyValue
  made.Name = name
  made.Value = value
  Named = made
End Function

Function Opened(url)
  Opened = StarDesktop.loadComponentFromURL(url, "_blank", 0, Array(Named("Hidden", True)))
End Function

Function At(book, cell)
  At = book.Sheets(0).getCellRangeByName(cell)
End Function

Sub Work(plan)
  On Error Goto Failed  ' else it would ask somebody what to do
  files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  lines = createUnoService("com.sun.star.io.TextInputStream")
  lines.setInputStream(files.openFileRead(plan))
  lines.setEncoding("UTF-8")
  aside = Opened("private:factory/scalc")
  Do While Not lines.isEOF()
    line = lines.readLine()
    If line = "end" Then Exit Do
    words = Split(line, Chr(9))
    Select Case words(0)
      Case "open"
        book = Opened(words(1))
      Case "type"
        At(book, words(1)).FormulaLocal = words(2)
      Case "paste"
        pasted = pasted + 1  ' each from a cell of its own: a format stays where it was
        At(aside, "A" & pasted).FormulaLocal = words(2)
        aside.CurrentController.select(At(aside, "A" & pasted))
        book.CurrentController.select(At(book, words(1)))
        book.CurrentController.insertTransferable(aside.CurrentController.getTransferable())
      Case "save"
        how = Array(Named("FilterName", words(2)))
        If UBound(words) = 3 Then
          how = Array(Named("FilterName", words(2)), Named("FilterOptions", words(3)))
        End If
        book.storeToURL(words(1), how)
      Case "store"
        book.store()
      Case "pause"
        Wait 1000 * words(1)
    End Select
  Loop
  lines.closeInput()
  files.kill(plan)
Failed:
  StarDesktop.terminate()
End Sub
"""


class Calc:
    """One sitting: what is done is noted, and happens when the person leaves."""

    def __init__(self, folder: Path) -> None:
        """Take a folder for the profile."""
        self._folder = folder
        self._plan: list[str] = []

    def open(self, book: Path) -> None:
        self._plan.append(f"open\t{book.as_uri()}")

    def type(self, cell: str, text: str) -> None:
        """Type into a cell as it is."""
        self._plan.append(f"type\t{cell}\t{text}")

    def paste(self, cell: str, text: str) -> None:
        """Copy a cell of another sheet: its format and its lock come along."""
        self._plan.append(f"paste\t{cell}\t{text}")

    def save(self, *paths: Path) -> None:
        """Save what is open under some names, each in the format of its suffix."""
        self._plan += [f"save\t{path.as_uri()}\t{_FILTERS[path.suffix]}" for path in paths]

    def store(self) -> None:
        """Save what is open where it is, and keep it open."""
        self._plan.append("store")

    def pause(self, seconds: int) -> None:
        """Do nothing for a while, with everything open."""
        self._plan.append(f"pause\t{seconds}")

    def leave(self) -> None:
        """Let all of it happen."""
        plan = self._folder / "plan.txt"
        for name, text in self._profile():
            path = self._folder / "profile" / "user" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        plan.write_text("\n".join([*self._plan, "end"]), "utf-8")
        soffice(self._folder, f'macro:///Standard.Desk.Work("{plan.as_uri()}")')
        assert not plan.exists(), "LibreOffice did not come to the end of it"

    @staticmethod
    def _profile() -> Iterable[tuple[str, str]]:
        yield from _PROFILE.items()
        yield "basic/Standard/Desk.xba", _MODULE.format(escape(_MACRO))


def soffice(folder: Path, *words: str) -> None:
    """Start LibreOffice with the profile of a folder."""
    assert SOFFICE, "LibreOffice is not installed"
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [SOFFICE, "--headless", f"-env:UserInstallation={profile}", *words],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
