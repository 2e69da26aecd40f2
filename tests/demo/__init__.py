"""``make demo``: every documented way to sign in, a tour of the API, and every documented error, over real HTTP."""
