"""What decides which questions a respondent sees: pure functions over a `Definition` and the answers so far."""
