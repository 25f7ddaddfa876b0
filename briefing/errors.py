"""The error tree: everything that can go wrong in a way the user can mend.

    BriefingError          one clear Korean line; the command line prints it and exits with 1
    ├── InputError         a file or page that cannot become an article (the rest of the batch goes on)
    ├── FetchError         an address that gives no file (the other sources go on)
    ├── PeriodError        a week or a date nobody can read
    ├── ConfigError        briefing.toml or an environment variable is wrong
    ├── ArchiveError       the SQLite archive cannot be opened, read or written
    ├── NotFoundError      no article or person of that name in the archive
    └── OutputError        the report cannot be written

A fault of the program itself is not in this tree: it stays an ordinary exception and is a bug.
"""

from __future__ import annotations


class BriefingError(Exception):
    """What went wrong, with what, and the way out; `str()` is the one Korean line to print."""

    def __init__(self, subject: str, reason: str, remedy: str = "") -> None:
        super().__init__(subject, reason, remedy)
        self.subject = subject
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        line = f"{self.subject}: {self.reason}"
        return f"{line} {self.remedy}" if self.remedy else line


class InputError(BriefingError):
    """A file or page that cannot become an article; `subject` is its path."""


class FetchError(BriefingError):
    """An address that gives no file, or that nobody may ask; `subject` is the address, without any key."""


class PeriodError(BriefingError):
    """A week or a date nobody can read; `subject` is what was written."""


class ConfigError(BriefingError):
    """A wrong setting; `subject` is the file and key, or the environment variable."""


class ArchiveError(BriefingError):
    """The archive cannot be opened, read or written; `subject` is its path."""


class NotFoundError(BriefingError):
    """Nothing in the archive answers to `subject`."""


class OutputError(BriefingError):
    """The report cannot be written; `subject` is the path."""
