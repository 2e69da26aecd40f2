"""``make demo``: every documented way of signing in, every documented error, over real HTTP."""
