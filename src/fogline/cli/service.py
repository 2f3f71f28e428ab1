"""Commands about the desk and the installation: serve, account, doctor."""

from __future__ import annotations

import sys
from enum import StrEnum
from getpass import getpass
from typing import Annotated

import typer

from fogline.cli import options, output
from fogline.errors import BackendError, ConfigError

LOOPBACK = ("127.0.0.1", "localhost")


class Role(StrEnum):
    """What an account may do: look; decide; see the log as well."""

    viewer = "viewer"
    analyst = "analyst"
    admin = "admin"


def serve(
    folder: options.Folder,
    host: Annotated[str, typer.Option(help="the address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="the port to listen on", min=1, max=65535)] = 8710,
    name: Annotated[list[str] | None, typer.Option(metavar="HOST", help="a name under which others reach it")] = None,
) -> None:
    """Open the desk in a browser: map, events, reports with their claims, decisions. Ends with Ctrl-C.

    Without accounts it is for one person on this machine: the address that is printed lets one visitor in, once. With accounts
    (`fogline account`) others come in with name and password; put a proxy with TLS before it.

    \b
    Examples:
      fogline serve my-case
      fogline serve my-case --port 8720
      fogline account my-case add Ada --role analyst && fogline serve my-case --host 0.0.0.0 --name desk.example.org
    """
    try:
        import uvicorn

        from fogline.desk import Accounts, Gate, create
    except ImportError as error:
        raise ConfigError(f"the desk needs {error.name}", "pip install 'fogline[desk]'") from error
    from fogline import runner

    runner.open_case(folder)
    accounts = Accounts(folder)
    shared = bool(accounts.all())
    if host not in LOOPBACK and not shared:
        raise ConfigError(
            f"--host {host}: without accounts the desk is for this machine alone",
            f"choose one of {', '.join(LOOPBACK)}, or make accounts: `fogline account {folder} add NAME --role analyst`",
        )
    gate = Gate(accounts if shared else None)
    app = create(folder, options.settings(), gate, hosts=(host, *LOOPBACK, *(name or ())))
    output.say(f"putting {folder} together …")
    app.state.opened.view()
    output.say(f"open http://{host}:{port}/enter" + ("" if shared else f"?token={gate.token}"))
    server = uvicorn.Server(uvicorn.Config(app, host=host, port=port, log_level="warning", server_header=False))
    try:
        server.run()
    except SystemExit as error:
        raise BackendError(f"nothing can listen on {host}:{port}", "give another --port, or end what listens there") from error


class Change(StrEnum):
    """What is done with accounts."""

    add = "add"
    remove = "remove"
    list = "list"


def account(
    folder: options.Folder,
    change: Annotated[Change, typer.Argument(metavar="add|remove|list", help="what to do")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="whose")] = "",
    role: Annotated[Role, typer.Option(help="what the account may do")] = Role.viewer,
) -> None:
    """Make, change, remove or list the accounts of a shared desk. The password is asked for, or read from stdin.

    \b
    Examples:
      fogline account my-case add Ada --role analyst
      fogline account my-case remove Ada
      fogline account my-case list
    """
    from fogline import runner

    try:
        from fogline.desk.accounts import Accounts
    except ImportError as error:
        raise ConfigError(f"the desk needs {error.name}", "pip install 'fogline[desk]'") from error
    runner.open_case(folder)
    accounts = Accounts(folder)
    match change:
        case Change.add:
            password = getpass(f"Password for {name}: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
            accounts.add(name, role.value, password)
            output.say(f"{name} may come in as {role.value}")
        case Change.remove:
            if not accounts.remove(name):
                raise ConfigError(f"no account {name!r}", f"`fogline account {folder} list` shows those that are there")
            output.say(f"{name} may not come in any more")
        case Change.list:
            output.table(["name", "role"], [[each.name, each.role] for each in accounts.all()])


def doctor(
    prepare: Annotated[bool, typer.Option("--prepare", help="make now what is made once: gazetteer and tagger")] = False,
) -> None:
    """Say what is installed, what is missing and what to do.

    \b
    Examples:
      fogline doctor
      fogline doctor --prepare
    """
    from fogline import doctor as examination

    if prepare:
        for step in examination.prepare():
            output.say(step)
    found = examination.findings()
    output.table(
        ["part", "state", "what it is for, what to do"],
        [[each.part, each.state, each.advice or each.purpose] for each in found],
    )
    raise typer.Exit(3 if any(each.state == "missing" and each.needed for each in found) else 0)


COMMANDS = {"serve": serve, "account": account, "doctor": doctor}
