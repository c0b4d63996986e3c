"""One parser per format in which survey tools write a questionnaire; each gives a `Definition`.

A parser takes what was read already (bytes, or sheets of text) and touches no file, so that it works the same
for a file on disk, a member of an archive and a test. What it cannot take over it keeps as the source wrote
it (`logic`) and says so (`notes`).
"""
