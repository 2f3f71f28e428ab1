"""Commands about the installation: serve, doctor."""

from __future__ import annotations

from typing import Annotated

import typer

from fogline.cli import options, output
from fogline.errors import BackendError, ConfigError

LOOPBACK = ("127.0.0.1", "localhost")


def serve(
    folder: options.Folder,
    host: Annotated[str, typer.Option(help="the address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="the port to listen on", min=1, max=65535)] = 8710,
) -> None:
    """Open the desk in a browser: map, events, reports with their claims, decisions. Ends with Ctrl-C.

    It is for one person on this machine: the address that is printed lets one visitor in, once.

    \b
    Examples:
      fogline serve my-case
      fogline serve my-case --port 8720
    """
    if host not in LOOPBACK:
        raise ConfigError(f"--host {host}: the desk is for this machine alone", f"choose one of {', '.join(LOOPBACK)}")
    try:
        import uvicorn

        from fogline.desk import Gate, create
    except ImportError as error:
        raise ConfigError(f"the desk needs {error.name}", "pip install 'fogline[desk]'") from error
    from fogline import runner

    runner.open_case(folder)
    gate = Gate()
    app = create(folder, options.settings(), gate, hosts=(host,))
    output.say(f"open http://{host}:{port}/enter?token={gate.token}")
    server = uvicorn.Server(uvicorn.Config(app, host=host, port=port, log_level="warning", server_header=False))
    try:
        server.run()
    except SystemExit as error:
        raise BackendError(f"nothing can listen on {host}:{port}", "give another --port, or end what listens there") from error


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


COMMANDS = {"serve": serve, "doctor": doctor}
