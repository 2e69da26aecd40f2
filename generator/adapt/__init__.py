"""Make the documents of others renderable: repair what has one meaning, and leave out as little else as possible."""
