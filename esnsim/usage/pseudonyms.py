"""People under other names: keyed hashes, whose key stays with the user, and texts without names and addresses."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Callable, Iterable
from pathlib import Path

from esnsim.errors import UsageFileError

KEY_BYTES = 32
LETTERS = 12
"""Hexadecimal digits of a pseudonym: of a million people the chance is 1 in 500 that two share one."""
ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)*")
HIDDEN = "(hidden)"


def usual_key_file() -> Path:
    """Where the key of a user is kept unless another file is named."""
    base = os.environ.get("XDG_CONFIG_HOME") or os.environ.get("APPDATA") or str(Path.home() / ".config")
    return Path(base) / "esnsim" / "usage.key"


def key_from(path: Path) -> bytes:
    """The key in a file, which is made, readable by its owner only, if it is not there.

    Args:
        path: The file.

    Raises:
        UsageFileError: there is something else in it.
    """
    try:
        found = path.read_text("ascii").strip()
    except FileNotFoundError:
        return _new_key(path)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageFileError(f"{path}: the key cannot be read ({error})") from None
    if not re.fullmatch(r"[0-9a-f]{64}", found):
        raise UsageFileError(f"{path}: is no key; a key is 64 hexadecimal digits, and is made if the file is not there")
    return bytes.fromhex(found)


def _new_key(path: Path) -> bytes:
    """Make a key and keep it."""
    key = secrets.token_bytes(KEY_BYTES)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{key.hex()}\n")
    return key


class Pseudonyms:
    """Other names for ids, the same for the same id and key."""

    def __init__(self, key: bytes) -> None:
        """Take a key.

        Args:
            key: Whoever has it can find out who a pseudonym stands for, by trying all people.
        """
        self.key = key

    def __call__(self, identity: str, kind: str = "person") -> str:
        """The pseudonym of an id; empty for an empty one.

        Args:
            identity: The id.
            kind: Of what, so that a person and a community of one id have different ones.
        """
        if not identity:
            return ""
        digest = hmac.new(self.key, f"{kind}\0{identity.casefold()}".encode("utf-8", "surrogatepass"), hashlib.sha256)
        return f"{kind[:1]}{digest.hexdigest()[:LETTERS]}"


def without_people(text: str, names: Iterable[str] = ()) -> str:
    """A text without addresses, and without names that stand in quotes.

    Args:
        text: Such as a finding or a message.
        names: Of people, as files write them.
    """
    text = ADDRESS.sub(HIDDEN, text)
    known = set(names)
    return re.sub(r"'([^']*)'", lambda found: HIDDEN if found[1] in known else found[0], text)


Naming = Callable[[str], str]
