"""What the evidence says: trials that carry a goal, and their dose at depth. Theory 9."""
