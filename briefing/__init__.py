"""A weekly briefing out of a week's Korean policy articles; every printed word can be traced to its source."""

__version__ = "0.1.0"
