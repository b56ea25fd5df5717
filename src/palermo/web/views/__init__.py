"""Pages, grouped by what they are about. Each view is wrapped by `palermo.web.guard.page`."""
