"""The firmware of the open mask, in MicroPython's subset of Python.

It runs as it stands on a microcontroller, on MicroPython for PCs, and here as the simulated mask.
It never trusts its host: whatever a message says can only shorten. It imports nothing of ours.
"""
