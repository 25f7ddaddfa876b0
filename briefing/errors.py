"""The error tree: everything that can go wrong in a way the user can mend.

    BriefingError          one clear Korean line; the command line prints it and exits with 1
    ├── InputError         a file or page that cannot become an article (the rest of the batch goes on)
    ├── FetchError         an address that gives no file (the other sources go on)
    ├── PeriodError        a week or a date nobody can read
    ├── ConfigError        briefing.toml or an environment variable is wrong
    ├── ApprovalError      a briefing that nobody approved is to leave the house
    ├── ArchiveError       the SQLite archive cannot be opened, read or written
    ├── ClusterError       the Dask cluster cannot be reached, or is not of this version
    ├── LockedError        another process does the same work now
    ├── MailError          the mail server cannot be used, or a message cannot be made
    ├── NotFoundError      no article or person of that name in the archive
    ├── TemplateError      a house template or style sheet is wrong
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


class ApprovalError(BriefingError):
    """A briefing that nobody approved is to be sent or published; `subject` is its period."""


class ArchiveError(BriefingError):
    """The archive cannot be opened, read or written; `subject` is its path."""


class ClusterError(BriefingError):
    """Nobody answers at the scheduler's address, or its workers are of another version; `subject` is the address."""


class LockedError(BriefingError):
    """Another process does the same work now; `subject` is the work, the reason says which process and since when."""


class MailError(BriefingError):
    """The mail server cannot be used, or a message cannot be made; `subject` is the server or the message."""


class NotFoundError(BriefingError):
    """Nothing in the archive answers to `subject`."""


class TemplateError(BriefingError):
    """A house template or style sheet is wrong; `subject` is the file, with the line where that is known."""


class OutputError(BriefingError):
    """The report cannot be written; `subject` is the path."""
