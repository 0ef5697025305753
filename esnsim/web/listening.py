"""A port that is bound before its address is told, and the names by which this machine is known."""

from __future__ import annotations

import errno
import ipaddress
import socket
from collections.abc import Iterable
from contextlib import suppress

from esnsim.errors import Mistake, ScenarioError

LOOPBACK = ("localhost", "127.0.0.1", "::1", "[::1]")
SOMEWHERE = ("10.255.255.255", 1)
"""An address to look for a way to; nothing is sent there."""


def is_own(host: str) -> bool:
    """Whether an address is reached from this machine only."""
    return host == "localhost" or ipaddress.ip_address(host).is_loopback


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes one that is free.

    Raises:
        ScenarioError: If it cannot be had, with what to do.
    """
    address = "127.0.0.1" if host == "localhost" else host
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        return socket.create_server((address, port), family=family, backlog=2048)
    except OSError as error:
        why = {
            errno.EADDRINUSE: "is taken by another program; --port 0 takes a free one",
            errno.EACCES: "may not be used by you; take one from 1024 on, or --port 0",
            errno.EADDRNOTAVAIL: f"cannot be had, because this machine has no address {host}",
        }.get(error.errno or 0, f"cannot be had: {error.strerror or error}")
        raise ScenarioError([Mistake(f"--port {port}", f"port {port} {why}")]) from None


def addresses(host: str) -> list[str]:
    """Addresses under which others reach what listens on ``host``."""
    if not ipaddress.ip_address(host if host != "localhost" else "127.0.0.1").is_unspecified:
        return [host]
    found: dict[str, None] = {}
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    if family == socket.AF_INET:
        with socket.socket(family, socket.SOCK_DGRAM) as way, suppress(OSError):
            way.connect(SOMEWHERE)
            found[way.getsockname()[0]] = None
    # A machine need not know its own name.
    with suppress(OSError):
        found |= {str(each[4][0]): None for each in socket.getaddrinfo(socket.gethostname(), None, family)}
    return [each for each in found if not is_own(each.split("%")[0])]


def url_of(host: str, port: int) -> str:
    """The address as a browser takes it."""
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def host_names(host: str, more: Iterable[str]) -> list[str]:
    """What may stand in ``Host``: whoever sets up another name for this machine has other plans."""
    found = [*LOOPBACK, *more]
    if not is_own(host):
        name = socket.gethostname()
        found += [*addresses(host), name, f"{name}.local", socket.getfqdn()]
    return list(dict.fromkeys(each for name in found for each in ((name, f"[{name}]") if ":" in name else (name,))))
