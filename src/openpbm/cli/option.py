"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Seed = Annotated[int, typer.Option(min=0, metavar="N", help="help-seed")]
FewScenarios = Annotated[int, typer.Option(min=16, max=20_000, metavar="N", help="help-scenarios")]
AsJson = Annotated[bool, typer.Option("--json", help="help-as-json")]
