"""What happens to the rendered files: formatting, writing, comparing. Nothing else touches the disk."""
