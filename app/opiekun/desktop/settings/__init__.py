"""The settings' place in the window: who works here, when, by which rules, with what, and how it looks."""
