"""A draft is written: case.yaml and questions.yaml, what people wrote in them before, and their place."""
