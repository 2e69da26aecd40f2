"""One document out of many YAML files, and the ways through it: references, pointers, what stands where."""
