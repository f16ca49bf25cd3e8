"""Review calls: booking, moving, calling off, offering times, and what is known around a call."""
