"""The place that this system has for keys, where it has one that others cannot read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "openpbm mask"
TRUSTED = (  # each asks the system; others, such as plain files, are no better than our own
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)


class KeyStore(Protocol):
    """Keeps words by name. Nothing it raises holds what it keeps."""

    def get(self, name: str) -> str | None:
        """What is kept; None where nothing is, or where it may not be read now."""
        ...

    def put(self, name: str, word: str) -> bool:
        """False where it could not be kept."""
        ...

    def drop(self, name: str) -> None:
        """Forget it."""
        ...


class SystemKeys:
    """The system's own, through keyring."""

    def __init__(self, backend: KeyringBackend) -> None:
        self._backend = backend

    def get(self, name: str) -> str | None:
        """None also where the person did not unlock it."""
        from keyring.errors import KeyringError

        try:
            return self._backend.get_password(SERVICE, name)
        except KeyringError:
            return None

    def put(self, name: str, word: str) -> bool:
        """Kept, and read back to be sure."""
        from keyring.errors import KeyringError

        try:
            self._backend.set_password(SERVICE, name, word)
            return self._backend.get_password(SERVICE, name) == word
        except KeyringError:
            return False

    def drop(self, name: str) -> None:
        """What is not there needs no forgetting."""
        from keyring.errors import KeyringError

        try:
            self._backend.delete_password(SERVICE, name)
        except KeyringError:
            return


def system_keys() -> KeyStore | None:
    """None where the library is missing, or the system has no such place."""
    try:
        from keyring import get_keyring
    except ModuleNotFoundError:
        return None
    backend = get_keyring()
    for one in getattr(backend, "backends", (backend,)):  # a chain asks several
        if type(one).__module__.startswith(TRUSTED):
            return SystemKeys(one)
    return None
