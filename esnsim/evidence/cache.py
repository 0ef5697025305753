"""Finished parts, a file each, known again by their digest, so that nothing is simulated twice."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from esnsim.atomic_file import write_text
from esnsim.errors import RunError
from esnsim.evidence.task import Measured, ValidationTask
from esnsim.experiments.store.refusals import writing_refusal


class PartCache:
    """Finished parts in a folder; each file is whole or not there, whoever writes it and whenever that is ended.

    Attributes:
        folder: Where they are.
    """

    def __init__(self, folder: Path) -> None:
        """Make the folder, unless it is there.

        Raises:
            RunError: If it is something else, or cannot be made.
        """
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise RunError(
                f"{folder}: cannot keep finished parts there ({error.strerror}); choose another folder"
            ) from error

    def get(self, part: ValidationTask) -> Measured | None:
        """What a part said; None if it has not been carried out, or its file has been damaged since.

        Raises:
            RunError: If it is there and may not be read.
        """
        try:
            content = json.loads(self._file(part).read_text(encoding="utf-8"))
            said: Measured = content["said"]
            whole = content["digest"] == _digest(said)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise RunError(f"{self._file(part)}: cannot be read ({error.strerror}); ask its owner") from error
        except (ValueError, LookupError, TypeError):
            return None
        return said if whole else None

    def put(self, part: ValidationTask, said: Measured) -> None:
        """Keep what a part said.

        Raises:
            RunError: If it cannot be written.
        """
        content = {"trial": part.trial, "replicate": part.replicate, "digest": _digest(said), "said": said}
        try:
            write_text(self._file(part), json.dumps(content))
        except OSError as error:
            raise RunError(writing_refusal(error, self._file(part))) from error

    def _file(self, part: ValidationTask) -> Path:
        return self.folder / f"{part.key}.json"


def _digest(said: Measured) -> str:
    """By which damage is noticed."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]
