"""The legal elements of trafficking (act, means, purpose) and of the lesser offences beside it.

Which fact meets which element, what is missing, and where the facts show more than the charge.
Pure: no Django, no files but those passed in.
"""
