"""From one person and one mask to one plan; `plan.py` reads as the list of its steps."""
