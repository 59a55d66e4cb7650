"""Random legal histories, checked after each step against a second reading of the events."""
