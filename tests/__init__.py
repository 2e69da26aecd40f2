"""The tests. Without this file, the package of this name that canaille (of pytest-iam) installs would come first."""
