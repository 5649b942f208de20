"""Everything a reader sees: report, terminal summary, calendar."""
