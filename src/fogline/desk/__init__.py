"""The desk: a case in the browser. Pages are made on the server, each also as `.json`; nothing is loaded from outside.

    create(folder, settings, gate) → an ASGI application          `app` puts it together and is read first

A *page* (`pages/`) is a pure function from the record of a case and a query to lines that can be written as JSON; its template
shows the same lines. `opened` keeps a case's record while nothing new is in its store, `access` says who may do what (with
`accounts` where several people share it), `deciding` takes decisions.
"""

from fogline.desk.access import Gate
from fogline.desk.accounts import Accounts
from fogline.desk.app import create

__all__ = ["Accounts", "Gate", "create"]
