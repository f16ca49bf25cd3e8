"""The window around the screens: rail, strip, status line, the palette of commands, and the list of actions."""
