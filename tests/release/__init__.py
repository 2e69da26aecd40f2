"""A release, made ready by `make release`: decided, checked, built, tried out and described. It publishes nothing."""
