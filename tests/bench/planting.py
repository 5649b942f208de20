"""How a fault is planted: in a fork, as new code of its function, or in a fresh interpreter."""

from __future__ import annotations

import importlib
import inspect
import os
import pickle
import resource
import signal
from collections.abc import Callable, Iterable, Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

from faults import Fault, spoilt

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "openpbm"
WAITING = 20.0  # times as long for a fork that does nothing
MOST_BYTES = 6 * 2**30  # a fault that fills the memory is noticed


def at_import(fault: Fault) -> bool:
    return not fault.scope or fault.scope.endswith(".")


def module_of(file: str) -> ModuleType:
    return importlib.import_module("openpbm." + file.removesuffix(".py").replace("/", "."))


def forget(files: Iterable[str]) -> None:
    """Empty the caches of the files, so that every test runs what it rests on."""
    for file in files:
        for member in vars(module_of(file)).values():
            clear = getattr(member, "cache_clear", None)
            if callable(clear):
                clear()


def planted(fault: Fault) -> None:
    """The function with the fault in place of the sound one, for everyone who holds it."""
    path = SRC / fault.file
    whole = spoilt(path.read_text(encoding="utf-8"), fault.number, str(path))
    member: object = module_of(fault.file)
    for name in fault.scope.split("."):
        member = inspect.getattr_static(member, name)
    if isinstance(member, property):
        member = member.fget
    member = inspect.unwrap(member)  # type: ignore[arg-type]
    assert isinstance(member, FunctionType), fault.scope
    member.__code__ = next(code for code in codes_in(whole) if code.co_qualname == fault.scope)
    forget([fault.file])


def codes_in(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from codes_in(constant)


def read_spoilt(fault: Fault) -> None:
    """Let the next import of the file read it with the fault."""
    path = SRC / fault.file
    read_as(path, spoilt(path.read_text(encoding="utf-8"), fault.number, str(path)))


def read_as(path: Path, code: CodeType) -> None:
    """Let the next import of a file read this code instead of its own."""
    sound = SourceFileLoader.get_code

    def get_code(self: SourceFileLoader, fullname: str) -> CodeType | None:
        return code if self.path == str(path) else sound(self, fullname)

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign,assignment]


def forked(work: Callable[[], object]) -> object:
    """What the work gives, done in a fork; None where the fork failed."""
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        code = 1
        try:
            with os.fdopen(writing, "wb") as pipe:
                pickle.dump(work(), pipe)
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        sent = pipe.read()
    return pickle.loads(sent) if os.waitpid(process, 0)[1] == 0 else None


def started(work: Callable[[], None], longest_s: float) -> tuple[int, int]:
    """A fork that does the work, and where to read which test failed in it."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    code = 1
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream, goes_to in ((0, nothing), (1, nothing), (2, writing)):
            os.dup2(goes_to, stream)
        # ends the fork by its own seconds, however busy the machine is; who only waits, later
        signal.setitimer(signal.ITIMER_PROF, longest_s)
        signal.alarm(round(WAITING * longest_s))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
        work()
        code = 0
    finally:
        os._exit(code)
