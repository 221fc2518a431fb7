"""Codes and keys -> sentences, in the language of the reader. One catalogue a language."""

from dti_targets.messages.words import Words

__all__ = ["Words"]
