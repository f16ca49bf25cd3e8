"""How the window looks: palette tokens, type, icons and state shapes, in light and dark."""
