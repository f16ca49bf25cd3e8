"""Exchanging changes with help desks in the background, and how old their data is."""
