"""Standard operating procedures as data: questions, indicators, a decision, duties with deadlines.

A lawyer reads them, a machine runs and checks them, an officer follows them. Pure: no Django, no
files but those passed in.
"""
