"""Published and closed-form numbers that the physics is held against, for anybody to run."""
