"""A draft is written: case.yaml, what people wrote in it before, and its place."""
