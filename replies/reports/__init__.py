"""Layer 2: read-only tables and rates. They take dates and a scope, and write nothing."""
