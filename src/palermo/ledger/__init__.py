"""What was promised: narratives, recommendations, plan, evidence. No person's record is here."""
