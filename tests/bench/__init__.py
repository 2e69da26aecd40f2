"""``make bench``: what the client costs, beside others and measured in the same run. Nothing here asserts a time."""
