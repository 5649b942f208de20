"""Delivering a session: a pure machine, and a runner that moves time and messages.

No physics is imported here: a `Session` carries its ceilings and what it puts on the skin.
"""

from openpbm.delivery.machine import step
from openpbm.delivery.order import Order, order_of
from openpbm.delivery.runner import Clock, Link, Recorder, Runner
from openpbm.delivery.state import Phase, State, idle

__all__ = [
    "Clock",
    "Link",
    "Order",
    "Phase",
    "Recorder",
    "Runner",
    "State",
    "idle",
    "order_of",
    "step",
]
