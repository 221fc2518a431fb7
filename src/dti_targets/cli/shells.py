"""What is between a shell and us at a Tab: the script that asks, and the answer as it reads it.

A script runs `dti-targets` with `_DTI_TARGETS_COMPLETE` set to the name of the shell. The answer is
lines of UTF-8: first what is to be suggested (`words`, `files` or `folders`), then for each word
the word, a tab, and what it is. No script evaluates anything of an answer: a word from somebody's
file stays a word.
"""

import re
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from dti_targets.cli.exits import Exit

_LONGEST = 70
"""Letters of what an item is: it shares a line with the item."""


class Kind(StrEnum):
    """What a shell is to suggest: these words alone, or files or folders that it finds itself."""

    WORDS = "words"
    FILES = "files"
    FOLDERS = "folders"


class Item(NamedTuple):
    """One suggestion, for the whole of the word being typed, and what it is."""

    word: str
    about: str = ""


class Suggestions(NamedTuple):
    """The answer to a shell."""

    kind: Kind
    items: tuple[Item, ...] = ()


class Shell(NamedTuple):
    """One shell: its script; how it passes the words of a line; how it is answered.

    `words` makes the words up to the cursor, without the program, of the arguments and variables
    of our run. `lines` makes the lines of the items, given those arguments.
    """

    script: str
    words: Callable[[Sequence[str], Mapping[str, str]], list[str]]
    lines: Callable[[Sequence[Item], Sequence[str]], list[str]]


def answer(name: str, arguments: Sequence[str], environment: Mapping[str, str]) -> Exit:
    """Tell a shell what can be typed. Whatever goes wrong, nobody has asked about it: no answer."""
    try:
        shell = SHELLS[name]
        from dti_targets.cli.completion import suggest

        found = suggest(shell.words(arguments, environment), environment)
        lines = [found.kind.value, *shell.lines(found.items, arguments)]
        sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode())
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except Exception:  # noqa: BLE001, S110  (a Tab is no place for a diagnostic, nor for a bug)
        pass
    return Exit.NOTHING_FAILS


# -- words of a line


def split_line(line: str) -> tuple[list[str], str]:
    """Return the words of an unfinished line, and the quote that is open in the last one.

    The last word is empty where the next one has not been begun.
    """
    for quote in ("", "'", '"'):
        try:
            # A letter more: what is begun, if only by a space or a quote, becomes a word.
            words = shlex.split(f"{line}x{quote}")
        except ValueError:
            continue
        return [*words[:-1], words[-1][:-1]], quote
    return [""], ""


def _of_arguments(arguments: Sequence[str], _environment: Mapping[str, str]) -> list[str]:
    return list(arguments)


def _of_bash(arguments: Sequence[str], _environment: Mapping[str, str]) -> list[str]:
    return split_line(arguments[0])[0][1:]


def _of_fish(arguments: Sequence[str], _environment: Mapping[str, str]) -> list[str]:
    """Take the last word out of its quotes: fish gives it as it is typed."""
    return [*arguments[:-1], split_line(arguments[-1])[0][-1]]


def _of_powershell(_arguments: Sequence[str], environment: Mapping[str, str]) -> list[str]:
    """Read a variable: the old PowerShell loses arguments that are empty, and quotes."""
    return environment["_DTI_TARGETS_WORDS"].split("\n")


# -- items of an answer


def _lines(items: Sequence[Item], _arguments: Sequence[str]) -> list[str]:
    return [f"{item.word}\t{_short(item.about)}" for item in items]


def _short(about: str) -> str:
    return about if len(about) <= _LONGEST else f"{about[: _LONGEST - 1].rstrip()}…"


def _powershell_lines(items: Sequence[Item], _arguments: Sequence[str]) -> list[str]:
    """Quote words that PowerShell would take apart; commas between words it leaves alone."""
    return _lines(
        [
            item
            if re.fullmatch(r"[\w,./=-]+", item.word)
            else item._replace(word="'{}'".format(item.word.replace("'", "''")))
            for item in items
        ],
        (),
    )


_LISTING = frozenset({"9", "33", "63", "64"})
"""Kinds of completion (`COMP_TYPE`) in which bash lists several suggestions, and inserts none."""


def _bash_lines(items: Sequence[Item], arguments: Sequence[str]) -> list[str]:
    """Write words as bash inserts them; of several that it only lists, what they are.

    Args:
        items: What can be typed.
        arguments: The line; the part of its last word that bash will replace; the kind of
            completion. Bash takes words apart at `=` and `:`, so the part can be a shorter one.
    """
    line, part, kind = arguments
    words, quote = split_line(line)
    bare = part.lstrip(quote) if quote else split_line(part)[0][-1]
    kept = len(words[-1]) - len(bare) if words[-1].endswith(bare) else 0
    typed = ((_bash_word(item.word[kept:], quote), item.about) for item in items)
    left = [(word, about) for word, about in typed if word]
    if len(left) > 1 and kind in _LISTING:
        return [f"{word}  ({_short(about)})" if about else word for word, about in left]
    return [word for word, _ in left]


def _bash_word(word: str, quote: str) -> str:
    """Return a word as it stands inside an open quote, or without one; no text where it cannot."""
    if not quote:
        return re.sub(r"([^\w,./=:@%+-])", r"\\\1", word)
    return "" if any(sign in word for sign in f"{quote}\\$`!") else word


_BASH = r"""# bash completion of dti-targets
_dti_targets() {
    local line kind=
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ -z $kind ]]; then kind=$line; else COMPREPLY+=("$line"); fi
    done < <(_DTI_TARGETS_COMPLETE=bash "${1/#\~\//$HOME/}" \
        "${COMP_LINE:0:COMP_POINT}" "$2" "$COMP_TYPE" 2>/dev/null </dev/null)
    case $kind in
        words) compopt +o default 2>/dev/null ;;
        folders) compopt +o default -o dirnames 2>/dev/null ;;
    esac
}
complete -o default -F _dti_targets dti-targets
"""

_ZSH = r"""#compdef dti-targets
_dti_targets() {
    local kind line
    local -a lines found shown
    lines=("${(@f)$(_DTI_TARGETS_COMPLETE=zsh "${words[1]/#\~\//$HOME/}" \
        "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)}")
    kind=$lines[1]
    case $kind in
        files|folders)
            [[ $PREFIX == --*=* ]] && compset -P '*='
            if [[ $kind == files ]]; then _files; else _files -/; fi
            return ;;
    esac
    for line in "${(@)lines[2,-1]}"; do
        found+=("${line%%$'\t'*}")
        shown+=("${${line/$'\t'/  -- }%  -- }")
    done
    (( $#found )) && compadd -l -d shown -a found
}
if [[ $funcstack[1] == _dti-targets ]]; then
    _dti_targets "$@"
else
    compdef _dti_targets dti-targets
fi
"""

_FISH = r"""# fish completion of dti-targets
function __dti_targets_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
    set -l found (env _DTI_TARGETS_COMPLETE=fish $program $words[2..-1] "$typed" \
        2>/dev/null </dev/null)
    set -l option (string match -r -- '^--[^=]*=' "$typed")
    set -l begun (string replace -r -- '^--[^=]*=' '' "$typed")
    switch "$found[1]"
        case words
            test (count $found) -gt 1; and printf '%s\n' $found[2..-1]
        case files
            printf '%s\n' "$option"(__fish_complete_path "$begun")
        case folders
            printf '%s\n' "$option"(__fish_complete_directories "$begun" '')
    end
end
complete -c dti-targets -f -a '(__dti_targets_complete)'
"""

_POWERSHELL = r"""# PowerShell completion of dti-targets
Register-ArgumentCompleter -Native -CommandName dti-targets -ScriptBlock {
    param($typed, $line, $cursor)
    $before = @($line.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor -or
        ($typed -eq '' -and $_.Extent.EndOffset -le $cursor) } |
        ForEach-Object { if ($null -ne $_.Value) { $_.Value } else { $_.Extent.Text } })
    $words = @($before | Select-Object -Skip 1) + @($typed.Trim("'", '"'))
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $env:_DTI_TARGETS_COMPLETE = 'powershell'
        $env:_DTI_TARGETS_WORDS = $words -join "`n"
        $found = @(& $line.CommandElements[0].Extent.Text 2>$null)
    } finally {
        $env:_DTI_TARGETS_COMPLETE = $null
        $env:_DTI_TARGETS_WORDS = $null
        [Console]::OutputEncoding = $encoding
    }
    $found | Select-Object -Skip 1 | ForEach-Object {
        $word, $about = $_ -split "`t", 2
        if (-not $about) { $about = $word }
        [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $about)
    }
}
"""

SHELLS: dict[str, Shell] = {
    "bash": Shell(_BASH, _of_bash, _bash_lines),
    "zsh": Shell(_ZSH, _of_arguments, _lines),
    "fish": Shell(_FISH, _of_fish, _lines),
    "powershell": Shell(_POWERSHELL, _of_powershell, _powershell_lines),
}
