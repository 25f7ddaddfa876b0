"""What the program knows of Korean as a language: morphemes, sentences, numerals, names of bodies and posts."""

from briefing.language.document import parse

__all__ = ["parse"]
