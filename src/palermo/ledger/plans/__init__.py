"""Actions, milestones, evidence and closing."""
