"""An answer that cannot be what is asked for."""

from __future__ import annotations

from openpbm.errors import InputError
from openpbm.fact import Param, message
from openpbm.speech.say import say


class AnswerError(InputError):
    """What is wrong with it, as a fact."""

    def __init__(self, id: str, /, **params: Param) -> None:
        self.fact = message(id, **params)
        super().__init__(say(self.fact))
