"""What was promised: narratives read, recommendations, plan, evidence. No person's record is here."""
