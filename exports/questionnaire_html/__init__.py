"""The questionnaire as one file for a browser, which needs nothing else and sends nothing."""
