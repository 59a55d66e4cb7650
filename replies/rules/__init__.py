"""Layer 0: what the regulations say. Pure Python: no ORM, no settings, no clock ("today" is an argument)."""
