"""How the interview asks: one question until it is understood, and answers of a few kinds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from textwrap import fill
from typing import TypeVar

from openpbm.cli.output import told
from openpbm.errors import InputError, OpenPBMError
from openpbm.fact import message
from openpbm.files.answer import YES
from openpbm.letters import visible

WIDTH = 80
AnswerT = TypeVar("AnswerT")


@dataclass(frozen=True, kw_only=True)
class Talk:
    """How questions reach the person: a terminal, or a script in tests."""

    ask: Callable[[str], str]
    say: Callable[[str], None]

    def heard(self, meaning: str) -> None:
        """Echo what an answer was understood as."""
        heard = told(message("interview-understood", meaning=meaning))
        self.say(fill(heard, WIDTH, initial_indent="  ", subsequent_indent="  "))


def at_terminal() -> Talk:
    """Ask on standard input, say on standard output."""
    import typer

    # a prompt goes to the terminal by itself, past standard output
    return Talk(ask=lambda question: input(visible(question)), say=typer.echo)


def ask(talk: Talk, question: str, understood: Callable[[str], AnswerT]) -> AnswerT:
    """One question, asked again until the answer is understood."""
    while True:
        try:
            answer = talk.ask(f"{question} ").strip()
        except EOFError:
            raise KeyboardInterrupt from None
        try:
            return understood(answer)
        except OpenPBMError as problem:
            talk.say(f"  {problem}")


def yes_or_no(text: str) -> bool:
    """True for yes."""
    if text.lower() in YES:
        return True
    if text.lower() in ("n", "no"):
        return False
    raise InputError(told(message("cli-yes_or_no", found=text)))
