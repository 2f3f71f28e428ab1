"""The command line: parse, one library call, print. Commands stand in the modules beside this one, a group a file.

Exit status (CONTRACT): 0 done; 1 done, some input rejected; 2 unusable arguments; 3 could not finish; 130 interrupted.
A closed pipe is 0. Nothing heavy is imported before a command runs.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from typing import Any

import typer
from typer.core import TyperGroup

from fogline.cli import cases, judging, publishing, record, reports, service
from fogline.cli.output import say
from fogline.errors import BackendError, ConfigError, FoglineError, SourceError

STATUS: dict[type[FoglineError], int] = {ConfigError: 2, SourceError: 1, BackendError: 3}
INTERRUPTED = 130


class Commands(TyperGroup):
    """Turns every way in which a command can end into its exit status and a message that says what to do."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self.commands)  # in the order of the work, not of the alphabet

    def invoke(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except FoglineError as error:
            say(str(error))
            raise typer.Exit(next(status for kind, status in STATUS.items() if isinstance(error, kind))) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                _drop_output()
                raise typer.Exit(0) from error
            say(f"{error.filename or 'the output'}: {error.strerror or error} (free some space or choose another place)")
            _drop_output()
            raise typer.Exit(3) from error
        except MemoryError as error:
            say("out of memory (give fewer or smaller reports at a time)")
            raise typer.Exit(3) from error
        except Exception as error:
            if type(error).__module__.partition(".")[0] in ("typer", "click"):  # usage errors and exits are theirs to show
                raise
            traceback.print_exc()
            say("that is a fault of Fogline's own: please report it with the lines above; what was kept stays kept")
            raise typer.Exit(3) from error
        except KeyboardInterrupt as error:
            say("interrupted; what was kept stays kept, the same command goes on from there")
            raise typer.Exit(INTERRUPTED) from error
        return result


def _drop_output() -> None:
    """Send what is still buffered nowhere, so that nothing fails again at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


app = typer.Typer(
    cls=Commands,
    name="fogline",
    help="Turns conflicting reports about an armed conflict into a record that can be checked.\n\n"
    "Data goes to stdout, messages to stderr. `fogline COMMAND --help` shows examples.",
    epilog="Exit status: 0 done; 1 done, some input rejected; 2 unusable arguments; 3 could not finish.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for group in (reports, cases, record, judging, publishing, service):
    for name, command in group.COMMANDS.items():
        app.command(name)(command)


def main() -> None:
    """The `fogline` command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()
