"""Whether a mask keeps the rules of the open mask: cases, a jig that judges, what was seen."""
