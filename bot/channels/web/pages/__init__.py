"""The pages: each makes a response of a request."""
