"""The window. Qt stands only here: one folder a screen, and what the screens share."""
