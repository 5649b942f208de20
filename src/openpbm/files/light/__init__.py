"""Light outside the plan: habits, recent light, courses, slips of unit, what is kept of it."""
