"""Layer 5: HTTP only. Get what this user may see → bind form → call one action → message → redirect."""
