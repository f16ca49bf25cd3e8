"""Work off the GUI thread: one worker for the database. Frozen results come back through one queued signal."""
