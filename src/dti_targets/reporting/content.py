"""What is written into a file: text, or the bytes of a document of an office program."""

from collections.abc import Iterator

Content = Iterator[str] | Iterator[bytes]
"""One of both in pieces, so that a large one is never held whole."""


def encoded(content: Content) -> Iterator[bytes]:
    """Yield the bytes of a content; names of files that are no Unicode stay what they are."""
    for piece in content:
        yield piece if isinstance(piece, bytes) else piece.encode("utf-8", "surrogateescape")
