"""Two plans side by side: what each asks and brings, what changes, how even its dose is."""
