"""Two-way sync of calendars: what is done on this desk goes to the server, what is done there comes here, and what
both changed at once is merged or shown. A run can be cut anywhere; the next one goes on from there."""
