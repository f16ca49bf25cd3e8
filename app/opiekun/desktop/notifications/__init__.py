"""Telling an agent who does not look: the tray's icon, notifications, and what closing the window means."""
