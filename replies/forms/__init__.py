"""Layer 4: input shape and messages. A form never saves a state."""
