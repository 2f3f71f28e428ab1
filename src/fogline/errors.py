"""Errors by what the caller can do about them.

FoglineError
├── SourceError    this input cannot be used: reject it with the reason and go on
├── ConfigError    settings, a data file or a case file is wrong: the person must mend it
└── BackendError   the store or the disk said no: nothing was lost, try again
"""


class FoglineError(Exception):
    """Root. `advice` says what to do; both parts are meant for a person."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice

    def __str__(self) -> str:
        message = super().__str__()
        return f"{message} ({self.advice})" if self.advice else message


class SourceError(FoglineError):
    """One input cannot become a report."""


class ConfigError(FoglineError):
    """A setting, a data table or a file of a case is not as it must be."""


class BackendError(FoglineError):
    """The store cannot be read or written now (locked, full disk, no rights)."""
