"""``make demo``: every documented way to sign in and every documented error, over real HTTP."""
